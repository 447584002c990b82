// What words.c does; the runtime of Go collects garbage and switches goroutines in it.
package main

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"
)

func main() {
	text, _ := io.ReadAll(os.Stdin)
	counts := map[string]int{}
	for _, word := range strings.Fields(string(text)) {
		counts[word]++
	}
	var lines []string
	for word, n := range counts {
		lines = append(lines, fmt.Sprintf("%s=%d", word, n))
	}
	sort.Strings(lines)
	entries, _ := os.ReadDir("/in")
	for _, entry := range entries {
		lines = append(lines, "input "+entry.Name())
	}
	numbers, _ := os.ReadFile("/in/numbers.txt")
	sums := make(chan float64)
	go func() {
		sum := 0.0
		for _, word := range strings.Fields(string(numbers)) {
			number, _ := strconv.ParseFloat(word, 64)
			sum += number
		}
		sums <- sum
	}()
	fmt.Printf("%s\nsum %.2f\n", strings.Join(lines, "\n"), <-sums)
	if os.WriteFile("/scratch/out.txt", []byte(fmt.Sprintf("%d words of arguments\n", len(os.Args)-1)), 0o600) != nil {
		os.Exit(2)
	}
	if _, err := os.ReadFile("/in/absent"); !os.IsNotExist(err) {
		os.Exit(3)
	}
	if os.WriteFile("/in/numbers.txt", nil, 0o600) == nil {
		os.Exit(4)
	}
	fmt.Fprintln(os.Stderr, "done")
	if len(os.Args) > 1 && os.Args[1] == "busy" {
		os.Exit(75)
	}
}

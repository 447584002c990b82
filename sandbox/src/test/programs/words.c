/* Counts the words of its input; what words.cc, words.rs and words.go do too. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void count(FILE *in) {
    char **words = NULL;
    size_t n = 0;
    char word[256];
    while (fscanf(in, "%255s", word) == 1) {
        words = realloc(words, (n + 1) * sizeof *words);
        words[n++] = strdup(word);
    }
    qsort(words, n, sizeof *words, by_text);
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && !strcmp(words[i], words[end])) end++;
        printf("%s=%zu\n", words[i], end - i);
        i = end;
    }
}

static int only_files(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv) {
    count(stdin);
    struct dirent **entries;
    int n = scandir("/in", &entries, only_files, alphasort);
    for (int i = 0; i < n; i++) printf("input %s\n", entries[i]->d_name);
    FILE *file = fopen("/in/numbers.txt", "r");
    double sum = 0, number;
    while (file && fscanf(file, "%lf", &number) == 1) sum += number;
    printf("sum %.2f\n", sum);
    FILE *out = fopen("/scratch/out.txt", "w");
    if (!out || fprintf(out, "%d words of arguments\n", argc - 1) < 0 || fclose(out)) return 2;
    if (fopen("/in/absent", "r") || errno != ENOENT) return 3;
    if (fopen("/in/numbers.txt", "w")) return 4;
    fprintf(stderr, "done\n");
    return argc > 1 && !strcmp(argv[1], "busy") ? 75 : 0;
}

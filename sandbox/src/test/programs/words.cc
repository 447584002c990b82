// What words.c does, with the library of C++; without exceptions, which the sandbox does not offer.
#include <algorithm>
#include <cstdio>
#include <dirent.h>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

int main(int argc, char **argv) {
    std::map<std::string, int> counts;
    for (std::string word; std::cin >> word;) counts[word]++;
    for (auto &entry : counts) std::cout << entry.first << "=" << entry.second << "\n";
    std::vector<std::string> names;
    DIR *directory = opendir("/in");
    for (dirent *entry; directory && (entry = readdir(directory));) {
        if (entry->d_name[0] != '.') names.push_back(entry->d_name);
    }
    std::sort(names.begin(), names.end());
    for (auto &name : names) std::cout << "input " << name << "\n";
    std::ifstream file("/in/numbers.txt");
    double sum = 0;
    for (double number; file >> number;) sum += number;
    char text[32];
    std::snprintf(text, sizeof text, "sum %.2f", sum);
    std::cout << text << std::endl;
    std::ofstream out("/scratch/out.txt");
    out << argc - 1 << " words of arguments\n";
    out.close();
    if (!out) return 2;
    if (std::ifstream("/in/absent").is_open()) return 3;
    if (std::ofstream("/in/numbers.txt").is_open()) return 4;
    std::cerr << "done" << std::endl;
    return argc > 1 && std::string(argv[1]) == "busy" ? 75 : 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
//
// Xapian's part of bench_index: reads the paths on standard input, then their files, then indexes them
// in memory without positions, as naysay does. Prints ms, ms of processor time, bytes of the index
// (which its backend in memory does not tell: as far as the resident memory grew) and bytes resident.
#include <xapian.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

static double ms(clockid_t id)
{
    timespec t;
    clock_gettime(id, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

static double resident()
{
    std::ifstream file("/proc/self/statm");
    double size = 0, pages = 0;
    file >> size >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

int main()
{
    std::vector<std::string> texts;
    for (std::string path; std::getline(std::cin, path);) {
        std::ifstream file(path, std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    double before = resident(), begin = ms(CLOCK_MONOTONIC), cpu = ms(CLOCK_PROCESS_CPUTIME_ID);
    Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    Xapian::TermGenerator generator;
    for (const std::string &text : texts) {
        Xapian::Document document;
        generator.set_document(document);
        generator.index_text_without_positions(text);
        database.add_document(document);
    }
    database.commit();
    double wall = ms(CLOCK_MONOTONIC) - begin, spent = ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%f %f %f %f\n", wall, spent, resident() - before,
                static_cast<double>(usage.ru_maxrss) * 1024 - before);
    return 0;
}

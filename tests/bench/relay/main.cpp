// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/relay/link_reader.h"
#include "tests/bench/relay/paced_sender.h"

#include <cstdio>
#include <exception>
#include <iostream>
#include <iterator>
#include <vector>

/// counterbell-bench-relay link PORT TOKEN | pace PORT PER-SECOND SECONDS < REQUEST
int main(int argc, char **argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    try {
        if (words.size() == 3 && words[0] == "link")
            return counterbell::bench::readLink(static_cast<unsigned short>(std::stoi(words[1])), words[2]);
        if (words.size() == 4 && words[0] == "pace") {
            const std::string request(std::istreambuf_iterator<char>(std::cin), {});
            return counterbell::bench::sendPaced(static_cast<unsigned short>(std::stoi(words[1])), request,
                                                 std::stoi(words[2]), std::stoi(words[3]));
        }
    } catch (const std::exception &fault) {
        std::fprintf(stderr, "counterbell-bench-relay: %s\n", fault.what());
        return 1;
    }
    std::fprintf(stderr, "counterbell-bench-relay: link PORT TOKEN | pace PORT PER-SECOND SECONDS\n");
    return 2;
}

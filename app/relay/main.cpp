// SPDX-License-Identifier: Apache-2.0
#include "app/relay/config.h"
#include "app/relay/options.h"
#include "app/relay/relay.h"
#include "app/relay/tenant_commands.h"

#include "counterbell_version.h"

#include <sys/stat.h>

#include <csignal>
#include <cstdio>
#include <exception>

using namespace counterbell::relay;

namespace
{

constexpr int kBadArgument = 2;

int refuse(const std::string &sentence)
{
    std::fprintf(stderr, "counterbell-relay: %s\n", sentence.c_str());
    return kBadArgument;
}

void print(const std::string &text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

int serve(const Config &config)
{
    const Log log;
    auto relay = Relay::create(config, log);
    if (!relay)
        return refuse(relay.error());
    (*relay)->obeySignals();
    // Port 0 takes a free one, so whoever starts the relay reads from here where it is.
    const auto listen = (*relay)->listenAddress();
    const auto ops = (*relay)->opsAddress();
    print("{\"listen\":\"" + listen + "\"" + (ops.empty() ? "" : ",\"ops\":\"" + ops + "\"") + "}\n");
    log.info("relay.started", {{"listen", listen}, {"ops", ops}, {"software", COUNTERBELL_VERSION}});
    (*relay)->run();
    relay->reset();
    log.info("relay.stopped");
    return 0;
}

int runProgram(const std::vector<std::string> &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return refuse(options.error());
    if (options->command == Options::Command::Help) {
        print(helpText());
        return 0;
    }
    if (options->command == Options::Command::Version) {
        print("counterbell-relay " COUNTERBELL_VERSION "\n");
        return 0;
    }
    const auto config = readConfig(options->config);
    if (!config)
        return refuse(config.error());
    if (options->command == Options::Command::Serve)
        return serve(*config);
    const auto said = runTenantCommand(*options, *config);
    if (!said)
        return refuse(said.error());
    print(*said);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    ::umask(0077);
    std::signal(SIGPIPE, SIG_IGN);
    // A limit on file sizes is a full disk: an error to be told about, not a death.
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        return runProgram({argv + 1, argv + argc});
    } catch (const std::exception &fault) {
        std::fprintf(stderr, "counterbell-relay: stopped by an internal fault: %s\n", fault.what());
        return 1;
    }
}

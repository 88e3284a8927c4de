// SPDX-License-Identifier: Apache-2.0
#include "app/relay/options.h"

#include "app/relay/config.h"

#include <map>

namespace counterbell::relay
{
namespace
{

using Command = Options::Command;

Outcome<Options> withWords(Options options, const std::vector<std::string> &words)
{
    static const std::map<std::string, Command> commands = {{"add", Command::TenantAdd},
                                                            {"list", Command::TenantList},
                                                            {"rotate", Command::TenantRotate},
                                                            {"revoke", Command::TenantRevoke},
                                                            {"remove", Command::TenantRemove}};
    if (words.empty())
        return options;
    if (words[0] != "tenant")
        return fault("\"" + words[0] + "\" is not a command; see --help");
    const auto found = words.size() > 1 ? commands.find(words[1]) : commands.end();
    if (found == commands.end())
        return fault("tenant must be followed by add, list, rotate, revoke or remove");
    options.command = found->second;
    const std::size_t expected = options.command == Command::TenantList ? 2 : 3;
    if (words.size() < expected)
        return fault("tenant " + words[1] + " needs a tenant's " +
                     (options.command == Command::TenantAdd ? "name" : "id or name"));
    if (words.size() > expected)
        return fault("\"" + words[expected] + "\" is one word too many; put a name with blanks in quotes");
    if (expected == 3)
        options.tenant = words[2];
    return options;
}

} // namespace

Outcome<Options> parseOptions(const std::vector<std::string> &arguments)
{
    Options options;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto &argument = arguments[i];
        if (argument == "--help" || argument == "-h" || argument == "--version") {
            options.command = argument == "--version" ? Command::Version : Command::Help;
            return options;
        }
        bool taken = false;
        for (auto [name, target] : {std::pair{"--config", &options.config}, std::pair{"--url", &options.url}}) {
            const std::string prefix = std::string(name) + "=";
            if (argument != name && !argument.starts_with(prefix))
                continue;
            if (argument == name && i + 1 == arguments.size())
                return fault(argument + " needs a value");
            *target = argument == name ? arguments[++i] : argument.substr(prefix.size());
            taken = true;
            break;
        }
        if (taken)
            continue;
        if (argument.starts_with("-"))
            return fault("\"" + argument + "\" is not an option; see --help");
        words.push_back(argument);
    }
    auto result = withWords(options, words);
    if (!result)
        return result;
    if (result->config.empty())
        return fault("--config FILE is missing");
    const bool makesCode = result->command == Command::TenantAdd || result->command == Command::TenantRotate;
    if (!result->url.empty() && (!makesCode || !isBaseUrl(result->url)))
        return fault(makesCode ? "--url must be an http:// or https:// URL without query and fragment"
                               : "--url belongs to tenant add and tenant rotate");
    return result;
}

const char *helpText()
{
    return R"(Usage:
counterbell-relay --config FILE
    Takes webhooks from the internet, makes them durable and pushes them to their shop's core.

counterbell-relay --config FILE tenant add NAME [--url URL]
    Makes a tenant and prints its pairing code, which works once, within a week.
    --url: where the core reaches the relay, if that is not public_url.
counterbell-relay --config FILE tenant rotate TENANT [--url URL]
    Prints a new pairing code. The old link token stays valid until the new one is used.
    Turns a revoked tenant on again once the code is redeemed.
counterbell-relay --config FILE tenant list
    One JSON object a line: id, name, state, paired, createdAt.
counterbell-relay --config FILE tenant revoke TENANT
    Turns a tenant off; its events stay until their retention ends.
counterbell-relay --config FILE tenant remove TENANT
    Removes a tenant with its events and media.

TENANT is an id or a name. The tenant commands work while the relay runs.
--version and --help do what they say.
)";
}

} // namespace counterbell::relay

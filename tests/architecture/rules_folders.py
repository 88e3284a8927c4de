# SPDX-License-Identifier: Apache-2.0
"""Who may include and link whom (DESIGN 2)."""
import re

from tree import Offence, cycles

GENERATED = {"counterbell_version.h"}
LINK_CONSTANTS = "core/webhooks/link_protocol.h"

# What the foundations may include of core/, besides themselves. The other folders of core/ are capabilities: they may
# use each other as long as no cycle comes of it.
FOUNDATIONS = {
    "core/api": (),
    "core/async": (),
    "core/store": ("core/api",),
    "core/secrets": ("core/api",),
    "core/rpc": ("core/api", "core/async"),
    "core/messaging/providers": ("core/api",),
    "core/messaging/providers/twilio": ("core/api", "core/messaging/providers"),
}
# Per program or top folder: the folders it may include.
TOPS = {
    "core/": ("core",),
    "ui/": ("ui", "core/api"),
    "app/core/": ("app/core", "core"),
    "app/console/": ("app/console", "ui", "core/api"),
    "app/relay/": ("app/relay",),
    "app/sandbox/": ("app/sandbox",),
    "tests/app/sandbox/": ("tests/app/sandbox", "tests/support", "app/sandbox"),
}
PROJECT = ("core/", "ui/", "app/", "tests/")


def folder_of(path):
    return path.rpartition("/")[0]


def is_in(path, folders):
    return any(path.startswith(folder + "/") for folder in folders)


def is_qt(header):
    return re.match(r"(Qt|Q[A-Z]|q[a-z]+coro|qcoro|q[a-z]+\.h$)", header) is not None


def is_std(header):
    return re.fullmatch(r"[a-z_0-9]+", header) is not None


def includes_are_written_from_the_root(tree):
    known = set(tree.files)
    for path in tree.cpp(*PROJECT):
        for line, own, other in tree.source(path).includes:
            if own and own not in GENERATED and not own.endswith(".moc") and own not in known:
                yield Offence(path, line, f'"{own}" is no file of this project written from the root.')
            if other and other.startswith(PROJECT):
                yield Offence(path, line, f"<{other}> is ours: it is included with quotes.")


def folders_include_only_what_they_may(tree):
    for path in tree.cpp(*PROJECT):
        for top, allowed in TOPS.items():
            if not path.startswith(top):
                continue
            for line, own, _ in tree.source(path).includes:
                if not own or own in GENERATED or is_in(own, allowed) or own.endswith(".moc"):
                    continue
                if top == "app/relay/" and own == LINK_CONSTANTS:
                    continue
                yield Offence(path, line, f'{top} may not include "{own}"; it may include {", ".join(allowed)}.')


def foundations_know_no_capability(tree):
    for path in tree.cpp("core/"):
        here = folder_of(path)
        if here not in FOUNDATIONS:
            continue
        for line, own, _ in tree.source(path).includes:
            there = folder_of(own or "")
            if own and own not in GENERATED and there != here and there not in FOUNDATIONS[here]:
                may = ", ".join(FOUNDATIONS[here]) or "nothing else of core/"
                yield Offence(path, line, f'{here} may not include "{own}"; it may include {may}.')


def the_contract_is_values_only(tree):
    for path in tree.cpp("core/api/"):
        for line, _, other in tree.source(path).includes:
            if other and not (is_qt(other) or is_std(other) or other.startswith("tl/")) or other and "coro" in other:
                yield Offence(path, line, f"core/api is built on Qt Core, std and tl alone; <{other}> is none of them.")


def the_relay_knows_no_qt(tree):
    for path in tree.cpp("app/relay/") + [f for f in tree.files if f == LINK_CONSTANTS]:
        for line, own, other in tree.source(path).includes:
            if other and is_qt(other):
                yield Offence(path, line, f"the relay knows no Qt; <{other}> is Qt's.")
            if path == LINK_CONSTANTS and not is_std(other or own):
                yield Offence(path, line, "what relay and core share is built on std alone.")


def services_speak_to_no_socket(tree):
    for path in tree.cpp("core/"):
        if re.search(r"_(service|repository)\.(h|cpp)$", path):
            for line, _, other in tree.source(path).includes:
                if other and re.match(r"Q(Tcp|Udp|Local|Ssl|Web)Socket|Q(Tcp|Web)\w*Server|QNetwork(Access|Re)", other):
                    yield Offence(path, line, f"<{other}>: services and repositories speak to no socket; a client does.")


def _folder_graph(tree):
    graph = {}
    for path in tree.cpp("core/", "ui/", "app/"):
        for _, own, _ in tree.source(path).includes:
            if own and folder_of(own) and folder_of(own) != folder_of(path):
                graph.setdefault(folder_of(path), {}).setdefault(folder_of(own), f'{path} includes "{own}"')
    return graph


def folders_make_no_circles(tree):
    graph = _folder_graph(tree)
    for group in cycles(graph):
        why = [graph[a][b] for a in group for b in group if b in graph.get(a, ())]
        yield Offence(group[0], 0, f"include each other in a circle: {', '.join(group)} ({'; '.join(why)}).")


def libraries_make_no_circles(tree):
    libraries = tree.libraries()
    graph = {name: {l for l in lib.public | lib.private if l in libraries} for name, lib in libraries.items()}
    for group in cycles(graph):
        yield Offence(libraries[group[0]].folder + "/CMakeLists.txt", 0, f"link each other in a circle: {', '.join(group)}.")


def libraries_link_only_what_they_may(tree):
    libraries = tree.libraries()
    for name, library in libraries.items():
        links = library.public | library.private
        path = library.folder + "/CMakeLists.txt"
        if library.folder == "core/api" and links:
            yield Offence(path, 0, f"core/api builds alone on Qt Core; it links {', '.join(sorted(links))}.")
        for link in sorted(links):
            there = libraries[link].folder if link in libraries else ""
            if library.folder == "app/relay" and (re.match(r"Qt6|QCoro|counterbell_qt", link) or there.startswith("core")):
                yield Offence(path, 0, f"the relay links no Qt and nothing of core/: {link}.")
            if library.folder == "app/sandbox" and there.startswith("core"):
                yield Offence(path, 0, f"the sandbox links nothing of core/: {link}.")
            if library.folder.split("/")[0] == "ui" and there.startswith("core") and there != "core/api":
                yield Offence(path, 0, f"ui/ links core_api and nothing else of core/: {link}.")
            if library.folder == "app/console" and there.startswith("core") and there != "core/api":
                yield Offence(path, 0, f"the console links ui/ and core_api alone: {link}.")
            if library.folder.startswith("core") and there.startswith(("ui", "app")):
                yield Offence(path, 0, f"core/ never links ui/ or app/: {link}.")


def includes_follow_links(tree):
    """A folder of core/ uses the folders that its library links, or that those pass on with PUBLIC."""
    libraries = tree.libraries()
    by_folder = {library.folder: library for library in libraries.values() if library.folder.startswith("core/")}

    def passed_on(names, seen):
        for name in names:
            if name in libraries and name not in seen:
                seen.add(name)
                passed_on(libraries[name].public, seen)
        return seen

    for here, library in by_folder.items():
        reach = {libraries[n].folder for n in passed_on(library.public | library.private, set())} | {here}
        for path in tree.cpp(here + "/"):
            if folder_of(path) != here:
                continue
            for line, own, _ in tree.source(path).includes:
                if own and folder_of(own) in by_folder and folder_of(own) not in reach:
                    yield Offence(path, line, f'includes "{own}", but {library.name} does not link {by_folder[folder_of(own)].name}.')


RULES = [
    includes_are_written_from_the_root,
    folders_include_only_what_they_may,
    foundations_know_no_capability,
    the_contract_is_values_only,
    the_relay_knows_no_qt,
    services_speak_to_no_socket,
    folders_make_no_circles,
    libraries_make_no_circles,
    libraries_link_only_what_they_may,
    includes_follow_links,
]

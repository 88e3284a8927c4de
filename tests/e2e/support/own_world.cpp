// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/own_world.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace counterbell::e2e
{

namespace
{

bool complain(const char *what)
{
    std::fprintf(stderr, "%s: %s\n", what, std::strerror(errno));
    return false;
}

bool writeFile(const char *path, const QByteArray &text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size();
}

QString ballast(const QString &folder)
{
    return folder + u"/ballast"_s;
}

} // namespace

bool enterOwnWorld()
{
    const auto user = ::getuid();
    const auto group = ::getgid();
    int worlds = CLONE_NEWNET | CLONE_NEWNS;
    if (user != 0)
        worlds |= CLONE_NEWUSER;
    if (::unshare(worlds) != 0)
        return complain("unshare");
    if (user != 0 && (!writeFile("/proc/self/setgroups", "deny") ||
                      !writeFile("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1") ||
                      !writeFile("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1")))
        return complain("uid_map");
    // What is mounted here stays here.
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return complain("mount");
    return setNetwork(true);
}

bool setNetwork(bool isUp)
{
    const int any = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq loopback{};
    std::strcpy(loopback.ifr_name, "lo");
    bool isDone = any >= 0 && ::ioctl(any, SIOCGIFFLAGS, &loopback) == 0;
    if (isUp)
        loopback.ifr_flags |= IFF_UP;
    else
        loopback.ifr_flags &= ~IFF_UP;
    isDone = isDone && ::ioctl(any, SIOCSIFFLAGS, &loopback) == 0;
    ::close(any);
    return isDone || complain("loopback");
}

bool mountSmallDisk(const QString &folder, int megabytes)
{
    const auto options = "mode=0700,size=" + QByteArray::number(megabytes) + "m";
    return QDir().mkpath(folder) && (::mount("none", QFile::encodeName(folder).constData(), "tmpfs",
                                             MS_NODEV | MS_NOSUID, options.constData()) == 0 ||
                                     complain("tmpfs"));
}

void unmountSmallDisk(const QString &folder)
{
    if (::umount2(QFile::encodeName(folder).constData(), MNT_DETACH) != 0)
        complain("umount");
}

bool fillDisk(const QString &folder)
{
    QFile file(ballast(folder));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return false;
    // Down to the last page: a disk that has room for one more record isn't full.
    for (const auto size : {1 << 16, 1 << 12}) {
        const QByteArray bytes(size, 'x');
        while (file.write(bytes) == bytes.size()) {
        }
    }
    return true;
}

bool freeDisk(const QString &folder)
{
    return QFile::remove(ballast(folder));
}

} // namespace counterbell::e2e

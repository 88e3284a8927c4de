// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/secret_key.h"

#include "core/secrets/secret_store.h"

#include <QFile>
#include <QFileInfo>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

/// A file descriptor that closes itself.
class OpenFile
{
public:
    explicit OpenFile(int fd) : m_fd(fd) {}
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;
    ~OpenFile()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    [[nodiscard]] int fd() const { return m_fd; }

private:
    int m_fd;
};

/// Makes the names in the folder of a file as durable as the file.
bool syncFolderOf(const QString &path)
{
    const auto name = QFile::encodeName(QFileInfo(path).absolutePath());
    const OpenFile folder(::open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder.fd() >= 0 && ::fsync(folder.fd()) == 0;
}

} // namespace

SecretKey::SecretKey(SecretKey &&other) noexcept : m_bytes(other.m_bytes)
{
    OPENSSL_cleanse(other.m_bytes.data(), kSize);
}

SecretKey &SecretKey::operator=(SecretKey &&other) noexcept
{
    if (this != &other) {
        m_bytes = other.m_bytes;
        OPENSSL_cleanse(other.m_bytes.data(), kSize);
    }
    return *this;
}

SecretKey::~SecretKey()
{
    OPENSSL_cleanse(m_bytes.data(), kSize);
}

SecretKey SecretKey::derive(QByteArrayView purpose) const
{
    SecretKey derived;
    unsigned size = 0;
    HMAC(EVP_sha256(), m_bytes.data(), kSize, reinterpret_cast<const unsigned char *>(purpose.data()),
         static_cast<size_t>(purpose.size()), derived.data(), &size);
    return derived;
}

QByteArray randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), count) != 1)
        qFatal("the system's random generator failed");
    return bytes;
}

Result<SecretKey> keyFromPassphrase(const QByteArray &passphrase, const QByteArray &salt, ScryptCost cost)
{
    constexpr uint64_t kBlock = 8;
    const uint64_t n = uint64_t{1} << cost.logN;
    SecretKey key;
    const int isDerived =
        EVP_PBE_scrypt(passphrase.constData(), static_cast<size_t>(passphrase.size()),
                       reinterpret_cast<const unsigned char *>(salt.constData()), static_cast<size_t>(salt.size()), n,
                       kBlock, 1, 128 * kBlock * (n + 16), key.data(), SecretKey::kSize);
    if (isDerived != 1)
        return secretProblem("unreadable"_L1);
    return key;
}

Result<SecretKey> readKeyFile(const QString &path)
{
    const OpenFile file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.fd() < 0)
        return secretProblem(errno == ENOENT ? "keyMissing"_L1 : "unreadable"_L1);
    struct stat info{};
    if (::fstat(file.fd(), &info) != 0 || !S_ISREG(info.st_mode))
        return secretProblem("unreadable"_L1);
    if ((info.st_mode & 077) != 0 || info.st_uid != ::geteuid())
        return secretProblem("keyExposed"_L1);
    SecretKey key;
    if (info.st_size != SecretKey::kSize ||
        ::read(file.fd(), key.data(), SecretKey::kSize) != static_cast<ssize_t>(SecretKey::kSize))
        return secretProblem("unreadable"_L1);
    return key;
}

Result<SecretKey> createKeyFile(const QString &path)
{
    // Whole under another name first: a file that a kill left half written would lock the folder for good.
    const auto name = QFile::encodeName(path);
    const auto unfinished = name + ".new";
    ::unlink(unfinished.constData());
    const OpenFile file(::open(unfinished.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.fd() < 0)
        return secretProblem("unwritable"_L1);
    SecretKey key;
    // link() refuses a name that exists, which rename() would replace.
    const bool isThere = RAND_bytes(key.data(), SecretKey::kSize) == 1 &&
                         ::write(file.fd(), key.data(), SecretKey::kSize) == static_cast<ssize_t>(SecretKey::kSize) &&
                         ::fsync(file.fd()) == 0 && ::link(unfinished.constData(), name.constData()) == 0;
    ::unlink(unfinished.constData());
    if (!isThere || !syncFolderOf(path))
        return secretProblem("unwritable"_L1);
    return key;
}

} // namespace counterbell::secrets

// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/sealed_box.h"

#include "core/secrets/secret_store.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView kMagic{"CBSECRET\x01"}; // with the version
constexpr int kNonce = 12;
constexpr int kTag = 16;
constexpr int kSalt = 16;
constexpr int kCheck = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Cipher newCipher()
{
    return {EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
}

unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

QByteArray checkOf(const SecretKey &key)
{
    const auto derived = key.derive("check");
    return {reinterpret_cast<const char *>(derived.data()), kCheck};
}

} // namespace

QByteArray BoxHeader::toBytes() const
{
    return kMagic.toByteArray() + static_cast<char>(logN) + salt + check;
}

BoxHeader makeHeader(const SecretKey &key, int logN, const QByteArray &salt)
{
    return {.logN = logN, .salt = salt, .check = checkOf(key)};
}

std::optional<BoxHeader> readHeader(const QByteArray &box)
{
    if (!box.startsWith(kMagic) || box.size() < BoxHeader::kSize + kNonce + kTag)
        return std::nullopt;
    BoxHeader header;
    header.logN = static_cast<unsigned char>(box.at(kMagic.size()));
    header.salt = box.mid(kMagic.size() + 1, kSalt);
    header.check = box.mid(kMagic.size() + 1 + kSalt, kCheck);
    // Bounded: the cost stands in a file that somebody else may have written.
    return header.logN == 0 || (header.logN >= 10 && header.logN <= 20) ? std::optional(header) : std::nullopt;
}

bool fits(const SecretKey &key, const BoxHeader &header)
{
    return CRYPTO_memcmp(header.check.constData(), checkOf(key).constData(), kCheck) == 0;
}

QByteArray seal(const SecretKey &key, const BoxHeader &header, const QByteArray &plain, const QByteArray &name)
{
    const auto cipher = newCipher();
    const auto encryptionKey = key.derive("encrypt");
    const auto head = header.toBytes();
    const auto bound = head + name; // the header's size is fixed
    const auto nonce = randomBytes(kNonce);
    QByteArray sealed(plain.size(), Qt::Uninitialized);
    QByteArray tag(kTag, Qt::Uninitialized);
    int size = 0;
    const bool isSealed =
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, encryptionKey.data(), bytes(nonce)) == 1 &&
        EVP_EncryptUpdate(cipher.get(), nullptr, &size, bytes(bound), static_cast<int>(bound.size())) == 1 &&
        EVP_EncryptUpdate(cipher.get(), bytes(sealed), &size, bytes(plain), static_cast<int>(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), bytes(sealed) + size, &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTag, tag.data()) == 1;
    if (!isSealed)
        qFatal("AES-256-GCM is not available");
    return head + nonce + sealed + tag;
}

Result<QByteArray> open(const SecretKey &key, const QByteArray &box, const QByteArray &name)
{
    const auto header = readHeader(box);
    if (!header)
        return secretProblem("tampered"_L1);
    if (!fits(key, *header))
        return secretProblem("wrongKey"_L1);

    const auto cipher = newCipher();
    const auto encryptionKey = key.derive("encrypt");
    const auto bound = box.left(BoxHeader::kSize) + name;
    const auto nonce = box.mid(BoxHeader::kSize, kNonce);
    const auto sealed = box.mid(BoxHeader::kSize + kNonce).chopped(kTag);
    auto tag = box.right(kTag);
    QByteArray plain(sealed.size(), Qt::Uninitialized);
    int size = 0;
    const bool isWhole =
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, encryptionKey.data(), bytes(nonce)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &size, bytes(bound), static_cast<int>(bound.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), bytes(plain), &size, bytes(sealed), static_cast<int>(sealed.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), bytes(plain) + size, &size) == 1;
    if (!isWhole)
        return secretProblem("tampered"_L1);
    return plain;
}

} // namespace counterbell::secrets

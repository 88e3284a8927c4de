// SPDX-License-Identifier: Apache-2.0
#include "app/relay/crypto.h"

#include <cstring>
#include <stdexcept>
#include <vector>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace counterbell::relay
{
namespace
{

std::string hexOf(const unsigned char *data, std::size_t size)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(size * 2);
    for (std::size_t i = 0; i < size; ++i) {
        text += digits[data[i] >> 4];
        text += digits[data[i] & 15];
    }
    return text;
}

std::vector<unsigned char> randomBytes(std::size_t count)
{
    std::vector<unsigned char> bytes(count);
    if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1)
        throw std::runtime_error("the system gave no random bytes");
    return bytes;
}

} // namespace

std::string randomHex(std::size_t bytes)
{
    const auto data = randomBytes(bytes);
    return hexOf(data.data(), data.size());
}

std::string randomUuid()
{
    auto data = randomBytes(16);
    data[6] = (data[6] & 0x0f) | 0x40;
    data[8] = (data[8] & 0x3f) | 0x80;
    auto text = hexOf(data.data(), data.size());
    for (const std::size_t at : {20, 16, 12, 8})
        text.insert(at, 1, '-');
    return text;
}

Digest sha256(std::string_view text)
{
    Digest digest{};
    if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 failed");
    return digest;
}

bool equalInConstantTime(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

struct RecordSum::Context {
    EVP_MD *algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    ~Context()
    {
        EVP_MD_CTX_free(context);
        EVP_MD_free(algorithm);
    }
};

RecordSum::RecordSum() : m_context(std::make_unique<Context>())
{
    if (!m_context->algorithm || !m_context->context)
        throw std::runtime_error("SHA-256 is not available");
}

RecordSum::~RecordSum() = default;

std::int64_t RecordSum::of(std::int64_t key, std::int64_t at, std::string_view header, std::string_view body)
{
    // Both lengths go in, so that a byte moving from header to body changes the sum.
    const std::int64_t fixed[] = {key, at, static_cast<std::int64_t>(header.size()),
                                  static_cast<std::int64_t>(body.size())};
    auto *const context = m_context->context;
    Digest digest{};
    if (EVP_DigestInit_ex2(context, m_context->algorithm, nullptr) != 1 ||
        EVP_DigestUpdate(context, fixed, sizeof fixed) != 1 ||
        EVP_DigestUpdate(context, header.data(), header.size()) != 1 ||
        EVP_DigestUpdate(context, body.data(), body.size()) != 1 ||
        EVP_DigestFinal_ex(context, digest.data(), nullptr) != 1)
        throw std::runtime_error("SHA-256 failed");
    std::int64_t sum = 0;
    std::memcpy(&sum, digest.data(), sizeof sum);
    return sum;
}

} // namespace counterbell::relay

#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// OpenSSL's function-like macros, which Swift cannot see.

static inline int agent_ssl_context_set_versions(SSL_CTX *context, int lowest, int highest) {
    return SSL_CTX_set_min_proto_version(context, lowest) == 1 && SSL_CTX_set_max_proto_version(context, highest) == 1;
}

static inline long agent_ssl_context_set_mode(SSL_CTX *context, long mode) {
    return SSL_CTX_set_mode(context, mode);
}

/// TLS 1.2 renegotiation is a way to confuse who said what, compression leaks what is secret; nobody needs either.
static inline void agent_ssl_context_refuse_relics(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
}

static inline void agent_ssl_context_refuse_tickets(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
}

static inline long agent_ssl_context_set_session_cache_mode(SSL_CTX *context, long mode) {
    return SSL_CTX_set_session_cache_mode(context, mode);
}

static inline long agent_ssl_context_set_server_name_callback(SSL_CTX *context,
                                                              int (*callback)(SSL *, int *, void *)) {
    return SSL_CTX_set_tlsext_servername_callback(context, callback);
}

/// Prepares the MAC of a session ticket: HMAC-SHA-256.
static inline int agent_ticket_mac_set_key(EVP_MAC_CTX *mac, const unsigned char *key, size_t length) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, (void *)key, length),
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"SHA256", 0),
        OSSL_PARAM_construct_end(),
    };
    return EVP_MAC_CTX_set_params(mac, parameters);
}

static inline void agent_bio_clear_retry(BIO *bio) { BIO_clear_retry_flags(bio); }

static inline void agent_bio_retry_read(BIO *bio) { BIO_set_retry_read(bio); }

static inline long agent_ssl_set_server_name(SSL *ssl, const char *name) {
    return SSL_set_tlsext_host_name(ssl, name);
}

/// Writes a name as RFC 4514 has it, but for letters beyond ASCII, which stay letters.
static inline int agent_x509_name_print(BIO *out, const X509_NAME *name) {
    return X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}

/// A new key on the curve P-256.
static inline EVP_PKEY *agent_pkey_generate_p256(void) { return EVP_EC_gen("P-256"); }

/// A new RSA key.
static inline EVP_PKEY *agent_pkey_generate_rsa(unsigned int bits) { return EVP_RSA_gen(bits); }

#endif

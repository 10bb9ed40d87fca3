/* tls - the certificate that a served site shows: from a file, or made here for
 * an office's own network. */
#include "sys/tls.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "sys/sys.h"

enum {
    FILE_MOST = 256 << 10,
    DAYS = 3650,
    PEM_BYTES = 16 << 10,
    SERIAL_BYTES = 16
};

/* ---- a file -------------------------------------------------------------*/

static bool told(const char *path, const char *why)
{
    sys_note("tls %s: %s", path, why);
    return false;
}

static gnutls_datum_t datum(struct str s)
{
    return (gnutls_datum_t){ (unsigned char *)(uintptr_t)s.p, (unsigned)s.n };
}

/* Do they belong together? Then the print of the certificate. */
static bool pair_good(struct str cert, struct str key, struct hash *print)
{
    gnutls_certificate_credentials_t both = NULL;
    gnutls_x509_crt_t crt = NULL;
    gnutls_datum_t c = datum(cert), k = datum(key);
    size_t n = sizeof print->b;
    bool good;

    good = gnutls_certificate_allocate_credentials(&both) == 0 &&
           gnutls_certificate_set_x509_key_mem(both, &c, &k,
                                               GNUTLS_X509_FMT_PEM) == 0 &&
           gnutls_x509_crt_init(&crt) == 0 &&
           gnutls_x509_crt_import(crt, &c, GNUTLS_X509_FMT_PEM) == 0 &&
           gnutls_x509_crt_get_fingerprint(crt, GNUTLS_DIG_SHA256, print->b,
                                           &n) == 0 &&
           n == sizeof print->b;
    if (crt)
        gnutls_x509_crt_deinit(crt);
    if (both)
        gnutls_certificate_free_credentials(both);
    return good;
}

bool tls_read(const char *cert_file, const char *key_file, struct arena *a,
              struct tls *out)
{
    struct str cert, key;
    enum file_trouble t = file_read(cert_file, FILE_MOST, a, &cert);

    if (t != FILE_FINE)
        return told(cert_file, file_trouble_text(t));
    t = file_read(key_file, FILE_MOST, a, &key);
    if (t != FILE_FINE)
        return told(key_file, file_trouble_text(t));
    if (!pair_good(cert, key, &out->print))
        return told(cert_file, "is no certificate with its key");
    out->cert = arena_z(a, cert);
    out->key = arena_z(a, key);
    return true;
}

/* ---- made here ----------------------------------------------------------*/

/* Each address by which this machine is reached. */
static void addresses_put(gnutls_x509_crt_t crt)
{
    struct ifaddrs *all = NULL;

    if (getifaddrs(&all) != 0)
        return;
    for (struct ifaddrs *i = all; i; i = i->ifa_next) {
        const void *ip = NULL;
        unsigned n = 0;

        if (i->ifa_addr && i->ifa_addr->sa_family == AF_INET) {
            ip = &((struct sockaddr_in *)(void *)i->ifa_addr)->sin_addr;
            n = 4;
        } else if (i->ifa_addr && i->ifa_addr->sa_family == AF_INET6) {
            ip = &((struct sockaddr_in6 *)(void *)i->ifa_addr)->sin6_addr;
            n = 16;
        }
        if (ip)
            gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, ip,
                                                 n, GNUTLS_FSAN_APPEND);
    }
    freeifaddrs(all);
}

static bool said(gnutls_x509_crt_t crt, gnutls_x509_privkey_t key)
{
    uint8_t serial[SERIAL_BYTES];
    int64_t now = clock_now() / 1000;
    char host[256] = "saath";

    chance_fill(serial, sizeof serial);
    serial[0] = (uint8_t)((serial[0] & 0x3f) | 0x40); /* positive, not short */
    if (gethostname(host, sizeof host - 1) != 0 || !host[0])
        memcpy(host, "saath", 6);
    gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, host,
                                         (unsigned)strlen(host),
                                         GNUTLS_FSAN_APPEND);
    gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, "localhost",
                                         9, GNUTLS_FSAN_APPEND);
    addresses_put(crt);
    /* A clock that stands some years ahead here, or behind there, is common. */
    return gnutls_x509_crt_set_version(crt, 3) == 0 &&
           gnutls_x509_crt_set_serial(crt, serial, sizeof serial) == 0 &&
           gnutls_x509_crt_set_activation_time(crt, now - 365 * 86400) == 0 &&
           gnutls_x509_crt_set_expiration_time(crt, now + (int64_t)DAYS *
                                                              86400) == 0 &&
           gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0,
                                         host, (unsigned)strlen(host)) == 0 &&
           gnutls_x509_crt_set_key(crt, key) == 0 &&
           gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0) == 0;
}

static bool made(struct arena *a, struct str *pem)
{
    gnutls_x509_crt_t crt = NULL;
    gnutls_x509_privkey_t key = NULL;
    char *text = arena_take(a, 2 * PEM_BYTES);
    size_t n = PEM_BYTES, m = PEM_BYTES;
    bool good;

    good = gnutls_x509_privkey_init(&key) == 0 &&
           gnutls_x509_crt_init(&crt) == 0 &&
           gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                        GNUTLS_CURVE_TO_BITS(
                                            GNUTLS_ECC_CURVE_SECP256R1),
                                        0) == 0 &&
           said(crt, key) &&
           gnutls_x509_crt_export(crt, GNUTLS_X509_FMT_PEM, text, &n) == 0 &&
           gnutls_x509_privkey_export(key, GNUTLS_X509_FMT_PEM, text + n, &m) ==
               0;
    *pem = (struct str){ text, n + m };
    if (crt)
        gnutls_x509_crt_deinit(crt);
    if (key)
        gnutls_x509_privkey_deinit(key);
    return good;
}

bool tls_own(const char *path, struct arena *a, struct tls *out)
{
    enum file_trouble t;
    struct str pem;

    if (!file_exists(path)) {
        if (!made(a, &pem))
            return told(path, "cannot be made");
        t = file_make(path, pem, 0600);
        if (t != FILE_FINE)
            return told(path, file_trouble_text(t));
    }
    return tls_read(path, path, a, out);
}

/* tls - the certificate that a served site shows. */
#ifndef SAATH_TLS_H
#define SAATH_TLS_H

#include "base/base.h"

struct tls {
    const char *cert, *key; /* PEM */
    struct hash print;      /* SHA-256 of the certificate */
};
/* Out of PEM files; one file may hold both. False and a note: they cannot be
 * read, or do not belong together. */
bool tls_read(const char *cert_file, const char *key_file, struct arena *a,
              struct tls *out);
/* The one in that file, made first where there is none: signed by itself, for
 * this machine's names and addresses, for ten years, its key for the owner's
 * eyes. Whoever is told its print knows it again. */
bool tls_own(const char *path, struct arena *a, struct tls *out);

#endif

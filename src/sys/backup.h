/* backup - a folder that holds a whole site but its keys; doc/format.md.
 *
 * FOLDER/manifest names the pieces of FOLDER/pieces, each by its hash, and
 * comes last; FOLDER/files holds attachments. What is there already is not
 * written again. */
#ifndef SAATH_BACKUP_H
#define SAATH_BACKUP_H

#include "sys/site.h"

struct backup_piece {
    enum copy what; /* COPIES: the list of files */
    struct hash hash;
    int64_t bytes, lines;
};
struct backup_head {
    struct id device;
    struct hash head;
    int64_t seq;
};
struct backup {
    int64_t at;       /* seconds since 1970 */
    struct id device; /* of the site; none: nobody knows */
    struct str name, holder, derived;
    struct str digest; /* as log_digest writes it */
    struct backup_head *head;
    size_t heads;
    struct backup_piece *piece;
    size_t pieces, room;
    int64_t lines[COPIES + 1]; /* of each kind */
    int64_t missing;           /* files that are not at this site */
    int64_t written;           /* pieces and files, by this run */
};

/* Of one moment, while others write. `place`: folder of the site's files;
 * `device` the site's own. All lives in the arena. Trouble: a word key with {a}
 * the path, {b} why. */
bool backup_write(struct db *db, const char *folder, const char *files,
                  struct id device, int64_t now, struct arena *a,
                  struct backup *out, struct site_trouble *t);

/* Everything a backup says of itself is looked at: the hash of each piece and
 * file. Nothing is made. */
bool backup_read(const char *folder, struct arena *a, struct backup *out,
                 struct site_trouble *t);
/* Does this key open the sealed parts? True also when there are none. */
bool backup_sealed_by(const char *folder, const struct backup *b,
                      const char *seal_path);
/* A new site out of one that backup_read has looked at, with a key of its own.
 * `seal`: the file of the old key of sealed parts, or NULL. */
bool backup_restore(const char *folder, const struct backup *b,
                    const char *address, const char *seal,
                    struct site_trouble *t);

#endif

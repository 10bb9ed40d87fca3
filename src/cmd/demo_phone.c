/* demo_phone - two phones of the sample: an organiser's, which was let in and
 * brings what it keeps, and one that asks to be. Nobody has their keys: nothing
 * can sign for them. */
#include "cmd/demo.h"
#include "field.sql.h"
#include "log/log.h"

enum { DAY_SECONDS = 86400, PAKISTAN = 5 * 3600 };

struct sample_phone {
    struct hash key;
    struct id device;
    struct str name, login; /* login: who works on it; or empty */
    int64_t asked, seen, unsent, oldest;
};

static struct id device_of(struct demo *d, struct hash key)
{
    struct buf hex = buf_start(&d->arena);

    hash_put(&hex, key);
    return id_named(S("device"), buf_str(&hex));
}

/* What the site knows of it beside its log. Its token is that of no text. */
static void phone_write(void *memo, struct db *db)
{
    static const uint8_t none[32];
    const struct sample_phone *x = memo;
    struct rows r = db_rows(db, SQL_PHONE_PUT);

    db_bind_id(&r, 1, x->device);
    db_bind_blob(&r, 2, x->key.b, sizeof x->key.b);
    db_bind_text(&r, 3, x->name);
    db_bind_int(&r, 4, x->asked);
    db_run(&r);
    r = db_rows(db, SQL_PHONE_SEEN);
    db_bind_id(&r, 1, x->device);
    db_bind_int(&r, 2, x->seen);
    db_bind_int(&r, 3, x->unsent);
    db_bind_int(&r, 4, x->oldest);
    db_run(&r);
    if (!x->login.n)
        return;
    r = db_rows(db, SQL_PHONE_PERSON_PUT);
    db_bind_id(&r, 1, x->device);
    db_bind_text(&r, 2, x->login);
    db_bind_blob(&r, 3, none, sizeof none);
    db_bind_int(&r, 4, x->seen);
    db_run(&r);
}

static void phone_keep(struct demo *d, const struct sample_phone *x)
{
    struct buf b = fact_start(&d->arena), hex = buf_start(&d->arena);

    hash_put(&hex, x->key);
    fact_text(&b, "holder", S("admin"));
    fact_text(&b, "key", buf_str(&hex));
    fact_text(&b, "name", x->name);
    demo_keep(d, "device", x->device, S("admin"), S(""), fact_end(&b));
}

void phones_make(struct demo *d)
{
    int64_t noon = d->today * INT64_C(86400) + 12 * 3600 - PAKISTAN;
    struct sample_phone of[] = {
        { .key = sha_of(S("phone of the sample 1")),
          .name = S("Sanam, her own phone"),
          .login = demo_user(d, "organiser", S("SRSO")),
          .asked = noon - 20 * DAY_SECONDS,
          .seen = noon - DAY_SECONDS - 2 * 3600,
          .unsent = 3,
          .oldest = noon - DAY_SECONDS - 3 * 3600 },
        { .key = sha_of(S("phone of the sample 2")),
          .name = S("Kausar, office phone"),
          .asked = noon - 5 * 3600,
          .seen = noon - 5 * 3600 },
    };

    for (size_t i = 0; i < LEN(of); i++) {
        of[i].device = device_of(d, of[i].key);
        if (of[i].login.n)
            phone_keep(d, &of[i]);
    }
    demo_commit(d);
    for (size_t i = 0; !d->failed && i < LEN(of); i++)
        d->failed = !d->site.local(d->site.self, phone_write, &of[i]);
}

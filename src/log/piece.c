/* piece - one signed piece of an exchange: a line that says what it is, and
 * its bytes. */
#include <string.h>

#include "log/exchange.h"
#include "log/inside.h"

static const char *const kind_name[] = { "have", "lines", "parts", "want",
                                         "end" };

/* ---- what is signed -----------------------------------------------------*/

static struct str piece_text(const struct piece *p, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_fmt(&b, "saath piece %d\n%s\n", PIECE_VERSION, kind_name[p->kind]);
    id_put(&b, p->from);
    buf_char(&b, '\n');
    id_put(&b, p->to);
    buf_char(&b, '\n');
    id_put(&b, p->turn);
    buf_fmt(&b, "\n%lld\n%lld\n%lld\n%lld\n", (long long)p->n,
            (long long)p->form, (long long)p->size, (long long)p->bytes);
    hash_put(&b, p->hash);
    buf_char(&b, '\n');
    return buf_str(&b);
}

/* ---- out ----------------------------------------------------------------*/

static void head_put(struct buf *b, const struct piece *p)
{
    buf_fmt(b, "{\"bytes\":%lld,\"form\":%lld,\"from\":\"", (long long)p->bytes,
            (long long)p->form);
    id_put(b, p->from);
    buf_z(b, "\",\"hash\":\"");
    hash_put(b, p->hash);
    buf_fmt(b, "\",\"kind\":\"%s\",\"n\":%lld,\"piece\":%d,\"sig\":\"",
            kind_name[p->kind], (long long)p->n, PIECE_VERSION);
    buf_hex(b, p->sig, sizeof p->sig);
    buf_fmt(b, "\",\"size\":%lld,\"to\":\"", (long long)p->size);
    id_put(b, p->to);
    buf_z(b, "\",\"turn\":\"");
    id_put(b, p->turn);
    buf_z(b, "\"}\n");
}

void piece_make(struct piece *p, const struct host *host, struct str plain,
                const uint8_t *to_key, struct buf *out)
{
    struct arena a = { 0 };
    struct str packed;

    MUST(plain.n <= PIECE_PLAIN);
    p->version = PIECE_VERSION;
    p->form = 0;
    p->size = (int64_t)plain.n;
    p->payload = plain;
    if (host->pack && host->pack(host->self, plain, &a, &packed) &&
        packed.n < plain.n) {
        p->form |= PIECE_PACKED;
        p->payload = packed;
    }
    if (to_key) {
        MUST(host->enclose);
        MUST(host->enclose(host->self, to_key, p->payload, &a, &packed));
        p->form |= PIECE_CLOSED;
        p->payload = packed;
    }
    MUST(p->payload.n <= PIECE_WIRE);
    p->bytes = (int64_t)p->payload.n;
    p->hash = sha_of(p->payload);
    MUST(host->sign(host->self, piece_text(p, &a), p->sig));
    head_put(out, p);
    buf_add(out, p->payload);
    p->payload = S("");
    arena_free(&a);
}

/* ---- in -----------------------------------------------------------------*/

static bool kind_read(const struct json *j, enum piece_kind *out)
{
    for (size_t i = 0; j && j->type == JSON_TEXT && i < LEN(kind_name); i++)
        if (str_same(j->raw, str_of(kind_name[i]))) {
            *out = (enum piece_kind)i;
            return true;
        }
    return false;
}

static bool id_member(const struct json *j, const char *key, struct id *out)
{
    const struct json *m = json_member(j, key);

    return m && m->type == JSON_TEXT && id_read(m->raw, out);
}

static bool count_member(const struct json *j, const char *key, int64_t most,
                         int64_t *out)
{
    return json_int(json_member(j, key), out) && *out >= 0 && *out <= most;
}

/* NULL, or why it is no head of ours. */
static const char *head_read(struct str line, struct arena *a, struct piece *p)
{
    const struct json *j, *m;
    size_t at;

    j = json_read(line, a, &at);
    if (!j || j->type != JSON_OBJECT ||
        !json_int(json_member(j, "piece"), &p->version))
        return "exchange.not_a_piece";
    if (p->version != PIECE_VERSION)
        return "exchange.version";
    if (!kind_read(json_member(j, "kind"), &p->kind) ||
        !id_member(j, "from", &p->from) || !id_member(j, "to", &p->to) ||
        !id_member(j, "turn", &p->turn) ||
        !count_member(j, "n", INT64_MAX / 4, &p->n) ||
        !count_member(j, "form", PIECE_PACKED | PIECE_CLOSED, &p->form))
        return "exchange.not_a_piece";
    m = json_member(j, "hash");
    if (!m || m->type != JSON_TEXT || !hash_read(m->raw, &p->hash))
        return "exchange.not_a_piece";
    m = json_member(j, "sig");
    if (!m || m->type != JSON_TEXT || !hex_read(m->raw, p->sig, sizeof p->sig))
        return "exchange.not_a_piece";
    if (!count_member(j, "size", PIECE_PLAIN, &p->size) ||
        !count_member(j, "bytes", PIECE_WIRE, &p->bytes))
        return "exchange.too_big";
    return NULL;
}

enum piece_came piece_read(struct str in, struct arena *a, struct piece *p,
                           size_t *used, const char **why)
{
    size_t most = in.n < PIECE_HEAD ? in.n : PIECE_HEAD;
    const char *end = most ? memchr(in.p, '\n', most) : NULL;
    size_t head;

    *used = 0;
    *why = NULL;
    if (in.n && in.p[0] != '{')
        *why = "exchange.not_a_piece";
    else if (!end && in.n >= PIECE_HEAD)
        *why = "exchange.not_a_piece";
    if (*why)
        return PIECE_BAD;
    if (!end)
        return PIECE_SHORT;
    head = (size_t)(end - in.p);
    *p = (struct piece){ .n = 0 };
    *why = head_read((struct str){ in.p, head }, a, p);
    if (*why)
        return PIECE_BAD;
    if (in.n - head - 1 < (size_t)p->bytes)
        return PIECE_SHORT;
    p->payload = (struct str){ end + 1, (size_t)p->bytes };
    *used = head + 1 + (size_t)p->bytes;
    return PIECE_WHOLE;
}

bool piece_open(const struct piece *p, const struct host *host,
                const uint8_t key[32], struct arena *a, struct str *plain,
                const char **why)
{
    *why = NULL;
    *plain = p->payload;
    if (!host->verify(host->self, key, piece_text(p, a), p->sig))
        *why = "exchange.forged";
    else if (!hash_same(sha_of(p->payload), p->hash))
        *why = "exchange.changed";
    else if ((p->form & PIECE_CLOSED) &&
             !(host->disclose && host->disclose(host->self, *plain, a, plain)))
        *why = "exchange.closed";
    else if ((p->form & PIECE_PACKED) &&
             !(host->unpack &&
               host->unpack(host->self, *plain, (size_t)p->size, a, plain)))
        *why = "exchange.packed";
    else if (plain->n != (size_t)p->size)
        *why = "exchange.packed";
    return !*why;
}

/* slip_text - a slip as an SMS. */
#include "web/money/slip.h"

#include <string.h>

enum { GSM_ONE = 160, GSM_MANY = 153, WIDE_ONE = 70, WIDE_MANY = 67 };

/* Letters of the GSM alphabet (3GPP TS 23.038); those that take two stand in
 * the second row. */
static int gsm_width(uint32_t c)
{
    static const char one[] =
        "@$!\"#%&'()*+,-./0123456789:;<=>?\n\r _ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        "abcdefghijklmnopqrstuvwxyz";

    if (!c || c > 127)
        return 0;
    if (strchr(one, (int)c))
        return 1;
    return strchr("^{}\\[~]|", (int)c) ? 2 : 0;
}

int sms_parts(struct str text)
{
    int gsm = 0, wide = 0;
    bool all = true;

    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        int w = gsm_width(c);

        all = all && w;
        gsm += w;
        wide += c > 0xffff ? 2 : 1;
    }
    if (all)
        return gsm <= GSM_ONE ? 1 : (gsm + GSM_MANY - 1) / GSM_MANY;
    return wide <= WIDE_ONE ? 1 : (wide + WIDE_MANY - 1) / WIDE_MANY;
}

/* The first so many signs, without controls and signs that turn the text. */
static void put_short(struct buf *b, struct str s, int signs)
{
    int n = 0;

    for (size_t at = 0; at < s.n && n < signs;) {
        uint32_t c = utf8_next(s, &at);

        if (c < 32 || (c >= 127 && c < 160) || (c >= 0x200e && c <= 0x200f) ||
            (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
            continue;
        utf8_put(b, c);
        n++;
    }
}

/* How much of it is told: less and less until it fits. */
struct measure {
    bool rows; /* what it was made of */
    int signs; /* of each name */
};

static void space(struct buf *b, const char *before)
{
    if (b->n)
        buf_z(b, before);
}

static void rows_tell(struct rq *rq, const struct slip *s, bool all,
                      struct buf *b)
{
    size_t told = 0;

    for (size_t i = 0; i < s->n; i++) {
        const struct slip_row *row = &s->row[i];
        paisa v = row->amount < 0 ? -row->amount : row->amount;

        if (all) {
            space(b, told++ ? word(rq, "slip.comma") : " ");
            buf_fmt(b, "%s %s", row->head, slip_rupees(rq, v));
        }
        if (row->balance != INT_NONE && (all || !told)) {
            told += !all;
            buf_fmt(b, all ? " (%s %s)" : " %s %s", word(rq, "slip.left"),
                    slip_rupees(rq, row->balance));
        }
    }
    if (told)
        buf_z(b, word(rq, "slip.stop"));
}

static struct str tell_slip(struct rq *rq, const struct slip *s,
                            const struct measure *m)
{
    struct buf b = buf_start(rq->arena);
    const char *comma = word(rq, "slip.comma"), *stop = word(rq, "slip.stop");
    bool one = !id_none(s->of) || s->parties <= 1;

    put_short(&b, str_of(s->body), m->signs);
    buf_z(&b, ": ");
    if (*s->named) {
        put_short(&b, str_of(s->named), m->signs);
        buf_z(&b, comma);
    }
    put_short(&b, str_of(slip_what(s)), 2 * m->signs + 10);
    buf_fmt(&b, "%s%s %s %s", comma, slip_way(rq, s), word(rq, "slip.rs"),
            slip_rupees(rq, s->moved));
    buf_fmt(&b, "%s%s%s", comma, day_text(rq, s->on), stop);
    if (one)
        rows_tell(rq, s, m->rows, &b);
    if (s->reversed != DAY_NONE)
        buf_fmt(&b, " %s%s", word(rq, "slip.taken_back"), stop);
    if (s->leaf.n) {
        buf_fmt(&b, " %s ", word(rq, "slip.leaf"));
        put_short(&b, s->leaf, m->signs < 16 ? 16 : m->signs);
        buf_z(&b, stop);
    }
    buf_fmt(&b, " %s ", word(rq, "slip.code"));
    buf_add(&b, s->code);
    return buf_str(&b);
}

/* First what it was made of goes, then names grow shorter. */
struct str slip_text(struct rq *rq, const struct slip *s)
{
    enum { WHOLE = 60, READABLE = 24, LEAST = 5, STEP = 3 };
    struct str text = S("");

    for (int rows = 1; rows >= 0; rows--)
        for (int signs = WHOLE; signs >= (rows ? READABLE : LEAST);
             signs -= STEP) {
            struct measure m = { .rows = rows == 1, .signs = signs };

            text = tell_slip(rq, s, &m);
            if (sms_parts(text) <= SLIP_SMS_MOST)
                return text;
        }
    return text;
}

/* encoding - text files as offices keep them, to UTF-8.
 *
 * Excel in Pakistan saves a csv as Windows-1252 or, where Urdu or Sindhi is
 * typed, as Windows-1256; "Unicode text" is UTF-16. Nothing in the file says
 * which, so the whole of it is judged before the first row is given. */
#include "reader.h"

#include <string.h>

/* Bytes 80 to FF of Windows-1256. */
static const uint16_t in_1256[128] = {
    0x20ac, 0x067e, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6,
    0x2030, 0x0679, 0x2039, 0x0152, 0x0686, 0x0698, 0x0688, 0x06af, 0x2018,
    0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x06a9, 0x2122, 0x0691,
    0x203a, 0x0153, 0x200c, 0x200d, 0x06ba, 0x00a0, 0x060c, 0x00a2, 0x00a3,
    0x00a4, 0x00a5, 0x00a6, 0x00a7, 0x00a8, 0x00a9, 0x06be, 0x00ab, 0x00ac,
    0x00ad, 0x00ae, 0x00af, 0x00b0, 0x00b1, 0x00b2, 0x00b3, 0x00b4, 0x00b5,
    0x00b6, 0x00b7, 0x00b8, 0x00b9, 0x061b, 0x00bb, 0x00bc, 0x00bd, 0x00be,
    0x061f, 0x06c1, 0x0621, 0x0622, 0x0623, 0x0624, 0x0625, 0x0626, 0x0627,
    0x0628, 0x0629, 0x062a, 0x062b, 0x062c, 0x062d, 0x062e, 0x062f, 0x0630,
    0x0631, 0x0632, 0x0633, 0x0634, 0x0635, 0x0636, 0x00d7, 0x0637, 0x0638,
    0x0639, 0x063a, 0x0640, 0x0641, 0x0642, 0x0643, 0x00e0, 0x0644, 0x00e2,
    0x0645, 0x0646, 0x0647, 0x0648, 0x00e7, 0x00e8, 0x00e9, 0x00ea, 0x00eb,
    0x0649, 0x064a, 0x00ee, 0x00ef, 0x064b, 0x064c, 0x064d, 0x064e, 0x00f4,
    0x064f, 0x0650, 0x00f7, 0x0651, 0x00f9, 0x0652, 0x00fb, 0x00fc, 0x200e,
    0x200f, 0x06d2,
};

/* Bytes 80 to 9F of Windows-1252; above, a byte is its own code point. 0 is a
 * byte that means nothing there. */
static const uint16_t in_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

const char *encoding_name(enum encoding e)
{
    static const char *const name[] = { "utf-8", "utf-16le", "utf-16be",
                                        "windows-1256", "windows-1252" };

    return name[e];
}

static uint32_t point_1252(uint8_t c)
{
    return c >= 0x80 && c < 0xa0 ? in_1252[c - 0x80] : c;
}

static uint32_t point_1256(uint8_t c)
{
    return c >= 0x80 ? in_1256[c - 0x80] : c;
}

static bool arabic(uint8_t c)
{
    uint32_t point = point_1256(c);

    return point >= 0x0600 && point < 0x0700;
}

static bool latin(uint8_t c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static int line_of(struct str s, size_t at)
{
    int line = 1;

    for (size_t i = 0; i < at; i++)
        line += s.p[i] == '\n';
    return line;
}

/* ---- which --------------------------------------------------------------*/

/* Without a mark at the front: in a table nearly every unit of UTF-16 is a
 * Latin or Arabic letter, a digit or a separator, so its upper byte is 00, 06
 * or 20. Asked only of bytes with a NUL among them. */
static bool looks_utf16(struct str s, size_t upper)
{
    size_t n = s.n < 4096 ? s.n / 2 : 2048, hit = 0, ascii = 0, nul = 0;

    for (size_t i = 0; i < n; i++) {
        uint8_t up = (uint8_t)s.p[2 * i + upper];
        uint8_t low = (uint8_t)s.p[2 * i + 1 - upper];

        hit += up == 0 || up == 6 || up == 0x20;
        ascii += up == 0 && low >= ' ' && low < 127;
        nul += up == 0 && low == 0;
    }
    return n && nul == 0 && ascii && hit * 10 >= n * 9;
}

struct tally {
    size_t good, bad; /* sequences of UTF-8 beyond ASCII */
    size_t first_bad;
    size_t control; /* bytes no text has */
};

static struct tally tally_utf8(struct str s)
{
    struct tally t = { 0 };

    for (size_t at = 0; at < s.n;) {
        uint8_t c = (uint8_t)s.p[at];
        size_t was = at;

        if (c < 0x80) {
            t.control += (c < ' ' && c != '\n' && c != '\r' && c != '\t') ||
                         c == 127;
            at++;
            continue;
        }
        if (utf8_next(s, &at) != 0xfffd ||
            str_starts(str_from(s, was), S("\xef\xbf\xbd"))) {
            t.good++;
            continue;
        }
        at = was + 1;
        if (t.bad++ == 0)
            t.first_bad = was;
    }
    return t;
}

/* Arabic letters stand beside Arabic letters; the accents of Western text
 * stand beside ASCII ones. */
static enum encoding one_byte(struct str s)
{
    size_t east = 0, west = 0;

    for (size_t i = 0; i < s.n; i++) {
        uint8_t c = (uint8_t)s.p[i];
        uint8_t before = i ? (uint8_t)s.p[i - 1] : 0;
        uint8_t after = i + 1 < s.n ? (uint8_t)s.p[i + 1] : 0;

        if (c < 0x80 || !arabic(c))
            continue;
        if (arabic(before) || arabic(after))
            east++;
        else if (latin(before) || latin(after))
            west++;
    }
    return east > west ? ENCODING_1256 : ENCODING_1252;
}

static bool judge(struct str s, enum encoding *as, struct table_trouble *why)
{
    struct tally t;
    const char *nul = memchr(s.p, 0, s.n);

    if (nul && looks_utf16(s, 1))
        *as = ENCODING_UTF16LE;
    else if (nul && looks_utf16(s, 0))
        *as = ENCODING_UTF16BE;
    else if (nul)
        return trouble(why, "file.nul", line_of(s, (size_t)(nul - s.p)), NULL);
    if (nul)
        return true;
    t = tally_utf8(s);
    if (t.control > 8 && t.control > s.n / 100)
        return trouble(why, "file.not_a_table", 0, "binary");
    *as = t.bad ? one_byte(s) : ENCODING_UTF8;
    if (t.bad && t.good > 4 * t.bad) /* it is UTF-8, and broken */
        return trouble(why,
                       t.first_bad + 4 > s.n ? "file.truncated" :
                                               "file.encoding",
                       line_of(s, t.first_bad), "utf-8");
    for (size_t i = 0; *as == ENCODING_1252 && i < s.n; i++)
        if (point_1252((uint8_t)s.p[i]) == 0)
            return trouble(why, "file.encoding", line_of(s, i), "windows-1252");
    return true;
}

bool decoder_open(struct decoder *d, struct str bytes, struct arena *a,
                  struct table_trouble *why)
{
    memset(d, 0, sizeof *d);
    if (str_starts(bytes, S("\xff\xfe")))
        d->as = ENCODING_UTF16LE;
    else if (str_starts(bytes, S("\xfe\xff")))
        d->as = ENCODING_UTF16BE;
    if (d->as != ENCODING_UTF8)
        bytes = str_from(bytes, 2);
    else if (str_starts(bytes, S("\xef\xbb\xbf")))
        bytes = str_from(bytes, 3);
    if (d->as == ENCODING_UTF8 && !judge(bytes, &d->as, why))
        return false;
    if (bytes.n && bytes.p[bytes.n - 1] == 0x1a) /* the end, said by DOS */
        bytes.n--;
    d->rest = bytes;
    if (d->as != ENCODING_UTF8)
        d->block = arena_take(a, DECODER_BYTES);
    return true;
}

/* ---- turning it ---------------------------------------------------------*/

static size_t put_point(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 63));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 63));
        to[2] = (char)(0x80 | (c & 63));
        return 3;
    }
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 63));
    to[2] = (char)(0x80 | (c >> 6 & 63));
    to[3] = (char)(0x80 | (c & 63));
    return 4;
}

static uint32_t unit(const struct decoder *d, size_t at)
{
    const uint8_t *p = (const uint8_t *)d->rest.p + at;

    return d->as == ENCODING_UTF16LE ? (uint32_t)(p[0] | p[1] << 8) :
                                       (uint32_t)(p[1] | p[0] << 8);
}

/* The code point at the front of UTF-16; *took is 0 when it is not one. */
static uint32_t point_16(struct decoder *d, size_t *took)
{
    uint32_t c, low;

    *took = 0;
    if (d->rest.n < 2) {
        d->bad = "file.truncated";
        return 0;
    }
    c = unit(d, 0);
    if (c == 0 || (c >= 0xdc00 && c < 0xe000))
        d->bad = c ? "file.encoding" : "file.nul";
    else if (c < 0xd800 || c >= 0xe000)
        *took = 2;
    else if (d->rest.n < 4)
        d->bad = "file.truncated";
    else if ((low = unit(d, 2)) < 0xdc00 || low >= 0xe000)
        d->bad = "file.encoding";
    else {
        *took = 4;
        return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
    return c;
}

bool decoder_next(struct decoder *d, struct str *block)
{
    size_t n = 0, took = 1;

    *block = d->rest;
    if (d->bad || d->rest.n == 0)
        return false;
    if (d->as == ENCODING_UTF8) {
        d->rest.n = 0;
        return true;
    }
    while (d->rest.n && took && n + 4 <= DECODER_BYTES) {
        uint8_t c = (uint8_t)d->rest.p[0];
        uint32_t point = d->as == ENCODING_1256 ? point_1256(c) :
                         d->as == ENCODING_1252 ? point_1252(c) :
                                                  point_16(d, &took);

        if (took)
            n += put_point(d->block + n, point);
        d->rest = str_from(d->rest, took);
    }
    *block = (struct str){ d->block, n };
    return n > 0;
}

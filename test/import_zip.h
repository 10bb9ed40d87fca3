/* import_zip - workbooks made in memory, good ones and hostile ones. */
#ifndef SAATH_IMPORT_ZIP_H
#define SAATH_IMPORT_ZIP_H

#include <zlib.h>

#include "../src/base/base.h"

struct zipper {
    struct arena *arena;
    struct buf body, list;
    int parts;
    /* lies to tell about the next part; 0 for the truth */
    uint32_t crc_flip;
    uint32_t stated; /* unzipped bytes */
    int flag, method;
};

static inline struct zipper zipper_start(struct arena *a)
{
    return (struct zipper){ .arena = a,
                            .body = buf_start(a),
                            .list = buf_start(a) };
}

static inline void zip_le(struct buf *b, uint32_t v, int bytes)
{
    while (bytes-- > 0) {
        buf_char(b, (char)(v & 0xff));
        v >>= 8;
    }
}

/* What the local header and the list both say of a part. */
static inline void zip_facts(struct buf *b, const struct zipper *z,
                             uint32_t crc, size_t packed, size_t bytes,
                             size_t name)
{
    zip_le(b, 20, 2);
    zip_le(b, (uint32_t)z->flag, 2);
    zip_le(b, (uint32_t)(z->method ? z->method : Z_DEFLATED), 2);
    zip_le(b, 0x21 << 16, 4);
    zip_le(b, crc ^ z->crc_flip, 4);
    zip_le(b, (uint32_t)packed, 4);
    zip_le(b, z->stated ? z->stated : (uint32_t)bytes, 4);
    zip_le(b, (uint32_t)name, 2);
    zip_le(b, 0, 2);
}

static inline void zip_packed(struct zipper *z, const char *name, uint32_t crc,
                              struct str packed, size_t bytes)
{
    size_t at = z->body.n, n = strlen(name);

    zip_le(&z->body, 0x04034b50, 4);
    zip_facts(&z->body, z, crc, packed.n, bytes, n);
    buf_z(&z->body, name);
    buf_add(&z->body, packed);
    zip_le(&z->list, 0x02014b50, 4);
    zip_le(&z->list, 20, 2);
    zip_facts(&z->list, z, crc, packed.n, bytes, n);
    zip_le(&z->list, 0, 2 + 2 + 2 + 4);
    zip_le(&z->list, (uint32_t)at, 4);
    buf_z(&z->list, name);
    z->parts++;
    z->crc_flip = z->stated = 0;
    z->flag = z->method = 0;
}

/* `text` again and again, `times` times, deflated as one part. */
static inline void zip_many(struct zipper *z, const char *name, struct str head,
                            struct str text, size_t times, struct str tail)
{
    z_stream s = { 0 };
    struct buf packed = buf_start(z->arena);
    char room[4096];
    uLong crc = crc32(0, NULL, 0);

    if (deflateInit2(&s, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    for (size_t i = 0; i < times + 2; i++) {
        struct str part = i == 0 ? head : i == times + 1 ? tail : text;

        crc = crc32(crc, (const Bytef *)part.p, (uInt)part.n);
        s.next_in = (Bytef *)(uintptr_t)part.p;
        s.avail_in = (uInt)part.n;
        do {
            s.next_out = (Bytef *)room;
            s.avail_out = sizeof room;
            deflate(&s, i == times + 1 ? Z_FINISH : Z_NO_FLUSH);
            buf_add(&packed, (struct str){ room, sizeof room - s.avail_out });
        } while (s.avail_out == 0);
    }
    zip_packed(z, name, (uint32_t)crc, buf_str(&packed), s.total_in);
    deflateEnd(&s);
}

static inline void zip_add(struct zipper *z, const char *name, struct str text)
{
    zip_many(z, name, text, S(""), 0, S(""));
}

static inline struct str zipper_end(struct zipper *z)
{
    size_t at = z->body.n;

    buf_add(&z->body, buf_str(&z->list));
    zip_le(&z->body, 0x06054b50, 4);
    zip_le(&z->body, 0, 4);
    zip_le(&z->body, (uint32_t)z->parts, 2);
    zip_le(&z->body, (uint32_t)z->parts, 2);
    zip_le(&z->body, (uint32_t)z->list.n, 4);
    zip_le(&z->body, (uint32_t)at, 4);
    zip_le(&z->body, 0, 2);
    return buf_str(&z->body);
}

/* ---- a small workbook ---------------------------------------------------*/

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define REL_TYPE                                                               \
    "http://schemas.openxmlformats.org/officeDocument/2006/"                   \
    "relationships/"

static inline void zip_rels(struct zipper *z)
{
    zip_add(z, "_rels/.rels",
            S(XML_HEAD
              "<Relationships><Relationship Id=\"rId1\" Type=\"" REL_TYPE
              "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
    zip_add(z, "xl/_rels/workbook.xml.rels",
            S(XML_HEAD
              "<Relationships><Relationship Id=\"rId1\" Type=\"" REL_TYPE
              "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
              "<Relationship Id=\"rId2\" Type=\"" REL_TYPE
              "styles\" Target=\"styles.xml\"/>"
              "<Relationship Id=\"rId3\" Type=\"" REL_TYPE
              "sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
              "</Relationships>"));
}

/* Cell styles 0 to 5: plain, built-in date, a custom date, a custom number
 * with a quoted d, a time, a built-in made a number by the file. */
#define STYLES                                                                 \
    XML_HEAD                                                                   \
    "<styleSheet><numFmts count=\"4\">"                                        \
    "<numFmt numFmtId=\"164\" formatCode=\"[$-409]d\\-mmm\\-yy;@\"/>"          \
    "<numFmt numFmtId=\"165\" formatCode=\"#,##0 &quot;days&quot;\"/>"         \
    "<numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/>"                         \
    "<numFmt numFmtId=\"22\" formatCode=\"0.0%\"/></numFmts>"                  \
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"                       \
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"                       \
    "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>"       \
    "<xf numFmtId=\"22\"/></cellXfs></styleSheet>"

#define BOOK(pr)                                                               \
    XML_HEAD                                                                   \
    "<workbook xmlns:r=\"x\">" pr                                              \
    "<sheets><sheet name=\"One\" sheetId=\"7\" r:id=\"rId1\"/></sheets>"       \
    "</workbook>"

#define SHARED                                                                 \
    XML_HEAD                                                                   \
    "<sst><si><t>Badin</t></si>"                                               \
    "<si><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r>"                 \
    "<rPh sb=\"0\" eb=\"1\"><t>never</t></rPh></si>"                           \
    "<si><t xml:space=\"preserve\"> two_x000D_lines _x005F_x </t></si><si/>"   \
    "</sst>"

#define SHEET(rows)                                                            \
    XML_HEAD "<worksheet><sheetData>" rows "</sheetData></worksheet>"

/* A workbook of one sheet whose part is `sheet`. */
static inline struct str workbook(struct arena *a, struct str sheet)
{
    struct zipper z = zipper_start(a);

    zip_rels(&z);
    zip_add(&z, "xl/workbook.xml", S(BOOK("")));
    zip_add(&z, "xl/styles.xml", S(STYLES));
    zip_add(&z, "xl/sharedStrings.xml", S(SHARED));
    zip_add(&z, "xl/worksheets/sheet1.xml", sheet);
    return zipper_end(&z);
}

#endif

/* template - a sheet to fill in, and a form to fill in by hand. */
#include <stdlib.h>
#include <string.h>

#include "import/booklet.h"
#include "import/column.h"

enum { FILL_ROWS = 2000, GRID_ROWS = 12, CHOICES_MOST = 100, LIST_BYTES = 250 };

struct making {
    const struct kind *k;
    enum lang lang;
    struct arena *a;
    struct booklet book;
    lxw_worksheet *sheet, *choices;
    lxw_format *head;
    lxw_col_t column, lists;
};

struct choice_list {
    const char *word[CHOICES_MOST + 1]; /* ended by NULL */
    size_t n, bytes;
    bool comma;
};

static struct choice_list choices_of(struct making *m, const char *choices)
{
    struct choice_list l = { .n = 0 };
    struct str rest = str_of(choices);

    while (rest.n && l.n < CHOICES_MOST) {
        struct str word = choice_word(m->lang, str_cut(&rest, '|'), m->a);

        l.word[l.n++] = arena_z(m->a, word);
        l.comma |= memchr(word.p, ',', word.n) != NULL;
        l.bytes += word.n + 1;
    }
    return l;
}

/* A list inside the cells may be 255 letters long, and the library holds no more
 * bytes; a longer one stands down a column of a hidden sheet. */
static void choices_put(struct making *m, const char *choices)
{
    struct choice_list l = choices_of(m, choices);
    lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_LIST,
                              .value_list = (void *)l.word };
    char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
    struct buf range = buf_start(m->a);

    if (l.comma || l.bytes > LIST_BYTES) {
        if (!m->choices) {
            m->choices = workbook_add_worksheet(m->book.book, "Choices");
            MUST(m->choices);
            worksheet_hide(m->choices);
        }
        for (size_t i = 0; i < l.n; i++)
            worksheet_write_string(m->choices, (lxw_row_t)i, m->lists,
                                   l.word[i], NULL);
        lxw_rowcol_to_cell_abs(first, 0, m->lists, 1, 1);
        lxw_rowcol_to_cell_abs(last, (lxw_row_t)l.n - 1, m->lists, 1, 1);
        m->lists++;
        buf_fmt(&range, "=Choices!%s:%s", first, last);
        buf_char(&range, 0);
        v = (lxw_data_validation){ .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                   .value_formula = range.p };
    }
    worksheet_data_validation_range(m->sheet, 1, m->column, FILL_ROWS,
                                    m->column, &v);
}

static void column_put(struct making *m, const struct field *f,
                       const struct field *child)
{
    const struct field *leaf = child ? child : f;
    struct buf head = buf_start(m->a);

    buf_add(&head, field_heading(m->lang, f, child, m->a));
    if (leaf->flags & FIELD_NEED)
        buf_z(&head, " *");
    worksheet_write_string(m->sheet, 0, m->column,
                           arena_z(m->a, buf_str(&head)), m->head);
    worksheet_set_column(m->sheet, m->column, m->column,
                         leaf->type == FIELD_TEXT ? 24 : 14, NULL);
    if (leaf->type == FIELD_CHOICE)
        choices_put(m, leaf->of);
    if (leaf->type == FIELD_FLAG)
        choices_put(m, "yes|no");
    m->column++;
}

static void columns_put(struct making *m)
{
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < m->k->fields; i++) {
            const struct field *f = &m->k->field[i];

            if ((f->type == FIELD_ROWS) != (pass == 1))
                continue;
            if (f->type != FIELD_ROWS)
                column_put(m, f, NULL);
            for (int c = 0; c < f->children; c++)
                column_put(m, f, &f->child[c]);
        }
}

static bool bytes_add(void *self, struct str piece)
{
    buf_add(self, piece);
    return true;
}

struct str template_xlsx(const struct kind *k, enum lang lang, struct arena *a)
{
    struct making m = { .k = k, .lang = lang, .a = a };
    struct buf out = buf_start(a);

    if (!booklet_open(&m.book, false))
        return S("");
    m.sheet = workbook_add_worksheet(m.book.book, k->name);
    m.head = workbook_add_format(m.book.book);
    MUST(m.sheet && m.head);
    format_set_bold(m.head);
    format_set_text_wrap(m.head);
    worksheet_freeze_panes(m.sheet, 1, 0);
    if (lang_right_to_left(lang))
        worksheet_right_to_left(m.sheet);
    columns_put(&m);
    return booklet_close(&m.book, bytes_add, &out) ? buf_str(&out) : S("");
}

/* ---- on paper -----------------------------------------------------------*/

static void text_put(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '<': buf_z(b, "&lt;"); break;
        case '>': buf_z(b, "&gt;"); break;
        case '&': buf_z(b, "&amp;"); break;
        case '"': buf_z(b, "&quot;"); break;
        default: buf_char(b, s.p[i]);
        }
}

static struct str kind_title(const struct kind *k, enum lang lang,
                             struct arena *a)
{
    struct buf key = buf_start(a);
    struct str words;

    buf_fmt(&key, "kind.%s", k->name);
    words = say_str(lang, buf_str(&key));
    return str_same(words, buf_str(&key)) ? str_of(k->name) : words;
}

static void line_blank(struct buf *b, const struct field *f, enum lang lang)
{
    struct str rest = f->type == FIELD_CHOICE ? str_of(f->of) :
                      f->type == FIELD_FLAG   ? S("yes|no") :
                                                S("");

    buf_z(b, "<tr><th>");
    text_put(b, field_heading(lang, f, NULL, b->arena));
    if (f->flags & FIELD_NEED)
        buf_z(b, " *");
    buf_z(b, "</th><td>");
    while (rest.n) {
        buf_z(b, "<span class=\"box\">\xe2\x98\x90 ");
        text_put(b, choice_word(lang, str_cut(&rest, '|'), b->arena));
        buf_z(b, "</span> ");
    }
    buf_z(b, "</td></tr>\n");
}

static void grid_blank(struct buf *b, const struct field *f, enum lang lang)
{
    buf_z(b, "<h2>");
    text_put(b, field_heading(lang, f, NULL, b->arena));
    buf_z(b, "</h2>\n<table class=\"grid\"><tr><th></th>");
    for (int i = 0; i < f->children; i++) {
        buf_z(b, "<th>");
        text_put(b, field_heading(lang, &f->child[i], NULL, b->arena));
        buf_z(b, "</th>");
    }
    buf_z(b, "</tr>\n");
    for (int row = 1; row <= GRID_ROWS; row++) {
        buf_fmt(b, "<tr><td>%d</td>", row);
        for (int i = 0; i < f->children; i++)
            buf_z(b, "<td></td>");
        buf_z(b, "</tr>\n");
    }
    buf_z(b, "</table>\n");
}

static void foot_blank(struct buf *b, enum lang lang)
{
    static const char *const foot[] = { "template.taken_by", "template.on",
                                        "template.sign" };

    buf_z(b, "<p class=\"foot\">");
    for (size_t i = 0; i < LEN(foot); i++) {
        text_put(b, say(lang, foot[i]));
        buf_z(b, ": ____________________ ");
    }
    buf_z(b, "</p>\n<p>* ");
    text_put(b, say(lang, "template.needed"));
    buf_z(b, "</p>\n</body></html>\n");
}

void template_blank(struct buf *b, const struct kind *k, enum lang lang)
{
    struct str title = kind_title(k, lang, b->arena);

    buf_fmt(b,
            "<!doctype html>\n<html lang=\"%s\" dir=\"%s\"><head>"
            "<meta charset=\"utf-8\"><title>",
            lang_name(lang), lang_right_to_left(lang) ? "rtl" : "ltr");
    text_put(b, title);
    buf_z(b, "</title>\n<style>"
             "body{font-family:'Noto Naskh Arabic','Noto Sans',sans-serif;"
             "margin:15mm}table{border-collapse:collapse;width:100%}"
             "th,td{border:1px solid;padding:2mm;text-align:start;"
             "vertical-align:top;height:7mm}th{width:35%;font-weight:normal}"
             ".grid th{width:auto}.box{display:inline-block;"
             "margin-inline-end:4mm}</style></head>\n<body><h1>");
    text_put(b, title);
    buf_z(b, "</h1>\n<table>\n");
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type != FIELD_ROWS)
            line_blank(b, &k->field[i], lang);
    buf_z(b, "</table>\n");
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type == FIELD_ROWS)
            grid_blank(b, &k->field[i], lang);
    foot_blank(b, lang);
}

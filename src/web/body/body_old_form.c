/* body_old_form - the sheet of an older body, drawn. */
#include <string.h>

#include "web/body/body_old.h"

static const struct spot top_typed = { NULL, 0, 0 };
static const struct spot top_blank = { NULL, -1, 0 };

/* What was found of one of the three goes to its own fields. */
static void found_spread(struct rq *rq, struct old_page *p)
{
    struct {
        struct str head;
        struct form *form;
    } to[] = { { S("body."), &p->body },
               { S("opening."), &p->opening },
               { S("formation."), &p->formation } };

    for (size_t i = 0; i < p->found.n; i++)
        for (size_t k = 0; k < LEN(to); k++) {
            const struct finding *f = &p->found.at[i];

            if (str_starts(f->path, to[k].head))
                tell_ab(&to[k].form->found, f->level, f->what,
                        zstr(rq, str_from(f->path, to[k].head.n)), f->a, f->b);
        }
}

bool old_stopped(const struct old_page *p)
{
    return findings_stop(&p->found) || findings_stop(&p->body.found) ||
           findings_stop(&p->opening.found) ||
           findings_stop(&p->formation.found);
}

static void general(struct rq *rq, const struct old_page *p)
{
    if (old_stopped(p))
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "form.look"));
    for (size_t i = 0; i < p->found.n; i++) {
        struct str path = p->found.at[i].path;

        if (!str_starts(path, S("row[")) && !str_starts(path, S("body.")) &&
            !str_starts(path, S("opening.")) &&
            !str_starts(path, S("formation.")) &&
            !str_same(path, S("officers")))
            finding_draw(rq, &p->found.at[i]);
    }
}

static void fields_draw(struct rq *rq, const struct form *form,
                        const char *const *name, size_t n)
{
    html(rq, "<div class=\"grid\">");
    for (size_t i = 0; i < n; i++)
        form_labelled(rq, form, kind_field(form->kind, str_of(name[i])),
                      form->kind->field, form->kind->fields,
                      form->posted ? &top_typed : &top_blank, form->record);
    html(rq, "</div>");
}

static void text_cell(struct rq *rq, int i, const char *field, const char *key,
                      struct str now, bool number)
{
    html(rq,
         number ?
             "<td class=\"n\"><input name=\"%s\" value=\"%s\" "
             "aria-label=\"%s %d\" dir=\"ltr\" autocomplete=\"off\"></td>" :
             "<td><input name=\"%s\" value=\"%s\" aria-label=\"%s %d\" "
             "dir=\"auto\" autocomplete=\"off\"></td>",
         old_name(rq, i, field), zstr(rq, now), word(rq, key), i + 1);
}

static void sex_cell(struct rq *rq, const struct old_page *p, int i)
{
    const struct field *f = kind_field(kind_find(S("person")), S("sex"));

    html(rq, "<td><label><span class=\"unseen\">%s %d</span>",
         field_word(rq, f), i + 1);
    form_input(rq, f, old_name(rq, i, "sex"),
               p->posted ? zstr(rq, rq_part(rq, old_name(rq, i, "sex"))) : "");
    html(rq, "</label></td>");
}

static void office_cell(struct rq *rq, const struct old_page *p, int i)
{
    html(rq,
         "<td><select name=\"%s\" aria-label=\"%s %d\"><option value=\"\">"
         "</option>",
         old_name(rq, i, "office"), word(rq, "kind.office"), i + 1);
    for (int k = 0; k < p->offices; k++)
        html(rq,
             str_same(str_of(p->office[k].code), p->row[i].office) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             p->office[k].code, p->office[k].title);
    html(rq, "</select></td>");
}

static void row_draw(struct rq *rq, const struct old_page *p, int i)
{
    const struct old_row *r = &p->row[i];
    const char *head = old_path(rq, i, "");

    html(rq, "<tr data-key=\"r%d\"><th scope=\"row\">%d", i, i + 1);
    for (size_t k = 0; k < p->found.n; k++)
        if (str_starts(p->found.at[k].path, str_of(head)) &&
            p->found.at[k].path.n > strlen(head) &&
            p->found.at[k].path.p[strlen(head)] == '.')
            form_findings(rq, &p->found, zstr(rq, p->found.at[k].path));
    html(rq, "</th>");
    text_cell(rq, i, "name", "meeting.new_name", r->name, false);
    text_cell(rq, i, "father", "meeting.new_father", r->father, false);
    text_cell(rq, i, "house", "meeting.new_house", r->house, true);
    sex_cell(rq, p, i);
    text_cell(rq, i, "joined", "old.joined", r->joined, true);
    office_cell(rq, p, i);
    html(rq, "</tr>");
}

static void rows_draw(struct rq *rq, const struct old_page *p)
{
    static const char *const title[] = {
        "body.no",           "meeting.new_name", "meeting.new_father",
        "meeting.new_house", "field.sex",        "old.joined",
        "kind.office"
    };
    struct buf since = buf_start(rq->arena);

    if (p->officers != DAY_NONE)
        day_put(&since, p->officers);
    html(
        rq,
        "<h2>%s</h2><p class=\"lead\">%s</p><div class=\"sheetlike months "
        "people\" data-grid=\"row\"><div class=\"box\" tabindex=\"0\"><table><thead><tr>",
        word(rq, "body.members"), word(rq, "old.members_lead"));
    for (size_t i = 0; i < LEN(title); i++)
        html(rq, "<th scope=\"col\">%s</th>", word(rq, title[i]));
    html(rq, "</tr></thead><tbody>");
    for (int i = 0; i < p->rows; i++)
        row_draw(rq, p, i);
    html(rq,
         "</tbody></table></div></div><p class=\"tools\"><button "
         "name=\"_add\" value=\"row\" formnovalidate>%s</button></p><div "
         "class=\"grid\"><div class=\"field\"><label><span>%s</span><input "
         "type=\"date\" name=\"officers\" value=\"%s\"></label>",
         word(rq, "form.more_rows"), word(rq, "old.officers"),
         p->posted ? zstr(rq, rq_part(rq, "officers")) :
                     zstr(rq, buf_str(&since)));
    form_findings(rq, &p->found, "officers");
    html(rq, "</div></div>");
}

/* The day of the cut-off: what is said of the years before is as of then. */
static void as_of_draw(struct rq *rq, const struct old_page *p)
{
    const struct field *f = kind_field(p->opening.kind, S("held"));
    struct buf now = buf_start(rq->arena);

    if (p->posted)
        buf_add(&now, rq_part(rq, "held"));
    else
        field_print(f, p->opening.record, &now);
    html(rq, "<div class=\"grid\"><div class=\"field\"><label><span>%s</span>",
         word(rq, "old.as_of"));
    form_input(rq, f, "held", zstr(rq, buf_str(&now)));
    html(rq, "</label>");
    form_findings(rq, &p->opening.found, "held");
    html(rq, "</div></div>");
}

void old_draw(struct rq *rq, struct old_page *p)
{
    found_spread(rq, p);
    frame_open(rq, word(rq, "old.title"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "old.lead"));
    general(rq, p);
    form_open(rq, "fact", "/body/old", word(rq, "old.title"), p->id);
    fields_draw(rq, &p->body, old_of_body, OF_BODY);
    html(rq, "<h2>%s</h2>", kind_word(rq, p->formation.kind));
    fields_draw(rq, &p->formation, old_of_formation, OF_FORMATION);
    rows_draw(rq, p);
    html(rq, "<h2>%s</h2>", kind_word(rq, p->opening.kind));
    as_of_draw(rq, p);
    fields_draw(rq, &p->opening, old_of_opening + 1, OF_OPENING - 1);
    html(rq, "<details><summary>%s</summary>",
         field_word(rq, kind_field(p->opening.kind, S("service"))));
    form_rows(rq, &p->opening, kind_field(p->opening.kind, S("service")),
              p->opening.record);
    html(rq,
         "</details><p class=\"tools\"><button class=\"main\">%s</button></p>"
         "</form>",
         word(rq, "form.keep"));
    frame_close(rq);
}

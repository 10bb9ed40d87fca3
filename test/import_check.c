/* Published workbooks against their own rows: exactly what is wrong. */
#include "import_site.h"

static const char *const issue[] = { "outreach-issue-15-2012-09.xlsx",
                                     "outreach-issue-20-2013-12.xlsx",
                                     "outreach-issue-22-2014-06.xlsx",
                                     "outreach-issue-24-2014-12.xlsx" };

/* One line each, without what only follows. */
static struct str lines_of(struct arena *a, const struct check *c)
{
    struct buf b = buf_start(a);

    for (size_t i = 0; i < c->n; i++) {
        const struct check_line *l = &c->line[i];

        if (!strcmp(l->why, "follows"))
            continue;
        buf_fmt(&b, "%s %d ", l->table, l->row);
        buf_add(&b, l->column);
        buf_char(&b, ' ');
        buf_int(&b, l->printed);
        buf_char(&b, '/');
        buf_int(&b, l->computed);
        buf_fmt(&b, " %s ", l->why);
        buf_add(&b, l->places);
        buf_char(&b, '\n');
    }
    return buf_str(&b);
}

static const char *const wrong[] = {
    "province 76 uc_prev 538/580 smaller Buner (-10), Swat (-32)\n"
    "province 76 uc_now 549/591 smaller Buner (-10), Swat (-32)\n"
    "province 152 uc_prev 1759/1767 smaller Muzaffargarh (-8)\n"
    "province 152 uc_now 1759/1815 smaller Muzaffargarh (-8), "
    "Sargodha (-48)\n"
    "province 152 hh_base 6286155858541/6026079858541 several "
    "Khanewal (-43882), Sargodha (+303958)\n"
    "rows 122 hh_base 78458000000/122340000000 base_differs Khanewal\n"
    "rows 146 uc_base 161/132 base_differs Sargodha\n",

    "province 77 uc_prev 518/618 smaller Buner (-16), Haripur (-43), "
    "Swat (-41)\n"
    "province 77 uc_now 550/655 smaller Buner (-16), Haripur (-43), "
    "Swat (-46)\n"
    "province 155 uc_prev 1771/1838 smaller Muzaffargarh (-8), "
    "Sargodha (-59)\n"
    "province 155 uc_now 1771/1870 smaller Hafiz Abad (-32), "
    "Muzaffargarh (-8), Sargodha (-59)\n"
    "province 155 hh_base 6063823243157/6107705243156 other_base "
    "Khanewal (-43882)\n"
    "rsp 208 hh_prev 187074/188824 unknown \n"
    "rows 124 hh_base 78458000000/122340000000 base_differs Khanewal\n"
    "cumulative 11 NRSP 154763/154175 district_table \n"
    "cumulative 11 SRSP 28872/28796 district_table \n"
    "cumulative 11 TRDP 16447/16364 district_table \n",

    "province 77 uc_prev 559/664 smaller Buner (-16), Haripur (-43), "
    "Swat (-46)\n"
    "province 77 uc_now 559/666 smaller Buner (-16), Haripur (-43), "
    "Swat (-48)\n"
    "province 158 uc_prev 1782/1873 smaller Hafiz Abad (-32), "
    "Sargodha (-59)\n"
    "province 158 uc_now 1782/1873 smaller Hafiz Abad (-32), "
    "Sargodha (-59)\n"
    "province 158 hh_base 6063823243157/6107705243156 other_base "
    "Khanewal (-43882)\n"
    "rsp 217 uc_prev 585/583 unknown \n"
    "rows 102 hh_base 202554000000/106515000000 base_differs Umer Kot\n"
    "rows 126 hh_base 78458000000/122340000000 base_differs Khanewal\n",

    "province 77 uc_prev 559/666 smaller Buner (-16), Haripur (-43), "
    "Swat (-48)\n"
    "province 77 uc_now 559/664 smaller Buner (-16), Haripur (-43), "
    "Swat (-46)\n"
    "province 159 uc_prev 1782/1873 smaller Hafiz Abad (-32), "
    "Sargodha (-59)\n"
    "province 159 uc_now 1807/1898 smaller Hafiz Abad (-32), "
    "Sargodha (-59)\n"
    "province 159 hh_base 6063823243157/6107705243156 other_base "
    "Khanewal (-43882)\n"
    "rsp 218 uc_prev 583/585 unknown \n"
    "rows 102 hh_base 202554000000/106515000000 base_differs Umer Kot\n"
    "rows 127 hh_base 78458000000/122340000000 base_differs Khanewal\n",
};

TEST(each_published_workbook)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(issue); i++) {
        struct import_file f;
        struct finding why;
        struct check c;

        if (!workbook_read(&a, issue[i], &f)) {
            skip("no workbooks here; SAATH_SHARED says where they are");
            break;
        }
        CHECK(check_outreach(f, &a, &c, &why));
        CHECK_STR(lines_of(&a, &c), str_of(wrong[i]));
        CHECK(c.totals > 300);
    }
    arena_free(&a);
}

#define HEAD                                                                   \
    "S. No.,Name of District,Total rural UCs,Union Councils Having RSPs "      \
    "Presence,Total rural HHs in the District,Households Organised,"           \
    "Community Organisations Formed,RSP\n"                                     \
    ",,,# as of June 2011,,# as of June 2011,# as of June 2011,\n"             \
    "SINDH,,,,,,,\n"

static struct str told(struct arena *a, const char *bytes)
{
    struct import_file f = { S("s.csv"), str_of(bytes) };
    struct finding why = { 0 };
    struct check c;

    if (!check_outreach(f, a, &c, &why))
        return str_of(why.what);
    return lines_of(a, &c);
}

TEST(small_ones)
{
    static const struct {
        const char *rows, *want;
    } all[] = {
        { HEAD
          "1,Badin,46,20,1000,600,60,NRSP\n"
          "1,Badin (overlapping),46,30,1000,1,1,SRSO\n"
          "1,Sub Total,46,30,1000,601,61,\n1,G. Total,46,30,1000,601,61,\n",
          "" },
        { HEAD "1,Badin,46,20,1000,600,60,NRSP\n"
               "2,Ghotki,40,3,2000,5,1,SRSO\n"
               "2,Sub Total,86,23,3000,600,61,\n",
          "province 6 hh_now 600/605 left_out Ghotki (-5)\n" },
        { HEAD "1,Badin,46,20,1000,600,60,NRSP\n"
               "1,Badin (overlapping),46,30,1000,1,1,SRSO\n"
               "1,Sub Total,46,50,1000,601,61,\n",
          "province 6 uc_now 50/30 twice Badin (+20)\n" },
        { HEAD "1,Badin,46,20,1000,600,60,NRSP\n"
               "1,Sub Total,46,20,1000,123456,60,\n",
          "province 5 hh_now 123456/600 unknown \n" },
        { "no,workbook\n1,2\n", "outreach.not_a_workbook" },
    };
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(all); i++)
        CHECK_STR(told(&a, all[i].rows), str_of(all[i].want));
    arena_free(&a);
}

/* said - how offices head their columns and shorten their choices, where that is
 * neither a field's name nor what forms call it: data/import/said.csv. */
#include "core/data.h"
#include "import/column.h"

struct str said_means(struct str what, struct str folded, struct arena *a)
{
    struct str all = data_find("import/said.csv");

    while (folded.n && all.n) {
        struct str said = str_trim(str_cut(&all, '\n'));
        struct str of = str_cut(&said, ','), means = str_cut(&said, ',');

        if (str_same(of, what) && str_same(utf8_fold(said, a), folded))
            return means;
    }
    return S("");
}

/* name - people's names as they sound, whatever script they are written in.
 *
 * Pure. A skeleton is what Muhammad, Mohd and محمد have in common:
 *
 *   - of each word the consonants, in classes that Latin, Urdu and Sindhi
 *     spelling share: t of ت ط ٿ ٽ ٺ ٹ, s of س ص ث, z of ز ذ ض ظ, k of ڪ ک ق خ
 *     q kh, g of گ ڳ غ gh, d of د ڊ ڏ ڌ ڍ ڈ, r of ر ڙ ڑ, b of ب ٻ ڀ ...;
 *   - no vowels, and no و ی ہ, v w y h, but where a word begins with one: there
 *     every vowel, and ع, is an a;
 *   - a consonant that stands twice once;
 *   - no titles (Mst, Bibi, Begum, Mai, Syed, Haji) and no "ul", "bin", "s/o",
 *     unless there is nothing else;
 *   - words written in one or in two alike: Abdul Rehman, عبدالرحمان; Allahbux,
 *     Allah Bux; Saifullah, سیف اللہ. M. is Muhammad, Gh. Ghulam; Hussain keeps
 *     its y, so that he is not his brother Hassan.
 *
 * Its words stand in the order of the name, one space between them. Different
 * names may have one skeleton (Bhatti, Bhutto): it finds who may be meant, and
 * nothing is ever decided by it alone. */
#ifndef SAATH_NAME_H
#define SAATH_NAME_H

#include "base/base.h"

enum {
    NAME_WORDS = 8, /* of a name, at most; what follows is not looked at */
    NAME_TURNS = 6  /* orders of three words */
};

/* Small ASCII letters and spaces; empty when the name has no letter that is
 * known here. In the arena. */
struct str name_skeleton(struct str name, struct arena *a);

/* What two skeletons say of each other. */
enum name_like {
    NAME_OTHER,
    NAME_NEAR, /* one letter apart, of words of three and more */
    NAME_PART, /* all words of one are in the other: a clan left out */
    NAME_SAME  /* the same words, in any order */
};
enum name_like name_compare(struct str a, struct str b);

/* The skeleton with its words in other orders too, itself first: all of three
 * words, of more only itself and the reverse. Returns how many, at most
 * NAME_TURNS; none of an empty one. */
size_t name_turns(struct str skeleton, struct arena *a,
                  struct str out[NAME_TURNS]);

#endif

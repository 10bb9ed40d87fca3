/* sector - what a need, a linkage or a scheme is about: one list for all. */
#ifndef SAATH_SECTOR_H
#define SAATH_SECTOR_H

#define SECTOR_CHOICES                                                         \
    "water|irrigation|road|drainage|sanitation|energy|flood|health|education|" \
    "livestock|crop|forest|enterprise|skill|finance|registration|housing|"     \
    "social|other"

#endif

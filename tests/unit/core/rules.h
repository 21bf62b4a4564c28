/* rules.h - the shipped rules of progression for the tests of the core. */
#ifndef TEST_CORE_RULES_H
#define TEST_CORE_RULES_H

#include "core/progression.h"

/* The rows of assets/progression_rules.csv, read once. */
const struct progression_rules *rules_shipped(void);

#endif

/* random.h - repeatable random numbers for property tests; the seed is always printed. */
#ifndef UNIT_RANDOM_H
#define UNIT_RANDOM_H

#include <stdint.h>
#include <stdio.h>

struct random {
	uint64_t state;
};

/* Begins a row of numbers that is the same on every machine. */
static inline struct random
random_begin(const char *what, uint64_t seed)
{
	printf("%s: seed %llu\n", what, (unsigned long long)seed);
	return (struct random){seed * 2 + 1};
}

/* splitmix64 of Steele, Lea and Flood (2014), written from its description. */
static inline uint64_t
random_next(struct random *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* 0 to n - 1. */
static inline int
random_below(struct random *r, int n)
{
	return (int)(random_next(r) % (uint64_t)n);
}

#endif

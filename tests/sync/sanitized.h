/* sanitized.h - whether this is a sanitized build, which plays less. */
#ifndef TEST_SYNC_SANITIZED_H
#define TEST_SYNC_SANITIZED_H

#if defined __SANITIZE_ADDRESS__
#define SANITIZED 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* How often under LONG=1: the number the specification asks for as it ships, a twentieth of it under
 * sanitizers, which take five to ten times as long and look at each step more closely. */
#define LONG_TIMES(n) (SANITIZED ? ((n) + 19) / 20 : (n))

#endif

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

#endif

#include "AgentVectors.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Fused multiply-add rounds once instead of twice, and not every processor has it.
#pragma STDC FP_CONTRACT OFF

typedef float lanes __attribute__((vector_size(32)));
typedef uint32_t words __attribute__((vector_size(32)));
typedef uint16_t halves __attribute__((vector_size(16)));

// The compiler makes one copy of each body for every set of instructions that it is inlined under.
#define BODY static inline __attribute__((always_inline))

/// Lane by lane from the middle, so that the order does not depend on the width of registers.
BODY float folded(const lanes *sums) {
    lanes sum = (sums[0] + sums[2]) + (sums[1] + sums[3]);
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

#define LOAD(target, source) memcpy(&(target), (source), sizeof(target))

BODY float dot_body(const float *left, const float *right, size_t count) {
    lanes sums[4] = {{0}, {0}, {0}, {0}};
    for (size_t start = 0; start < count; start += 32) {
        for (size_t part = 0; part < 4; part++) {
            lanes a, b;
            LOAD(a, left + start + 8 * part);
            LOAD(b, right + start + 8 * part);
            sums[part] += a * b;
        }
    }
    return folded(sums);
}

BODY float distance_body(const float *left, const float *right, size_t count) {
    lanes sums[4] = {{0}, {0}, {0}, {0}};
    for (size_t start = 0; start < count; start += 32) {
        for (size_t part = 0; part < 4; part++) {
            lanes a, b;
            LOAD(a, left + start + 8 * part);
            LOAD(b, right + start + 8 * part);
            a -= b;
            sums[part] += a * a;
        }
    }
    return folded(sums);
}

/// Widens halves that are finite: exponent and fraction move to their places, and a power of two corrects the bias, which
/// is exact for denormal ones as well.
BODY void widen(const uint16_t *source, float scale, lanes *out) {
    halves packed;
    LOAD(packed, source);
    words wide = __builtin_convertvector(packed, words);
    words magnitude = (wide & 0x7FFF) << 13;
    words sign = (wide & 0x8000) << 16;
    lanes value;
    LOAD(value, &magnitude);
    value = value * 0x1p112f;
    words bits;
    LOAD(bits, &value);
    bits |= sign;
    LOAD(value, &bits);
    *out = value * scale;
}

BODY float dot_half_body(const uint16_t *row, float scale, const float *query, size_t count) {
    lanes sums[4] = {{0}, {0}, {0}, {0}};
    for (size_t start = 0; start < count; start += 32) {
        for (size_t part = 0; part < 4; part++) {
            lanes a, b;
            widen(row + start + 8 * part, scale, &a);
            LOAD(b, query + start + 8 * part);
            sums[part] += a * b;
        }
    }
    return folded(sums);
}

BODY float distance_half_body(const uint16_t *row, float scale, const float *query, size_t count) {
    lanes sums[4] = {{0}, {0}, {0}, {0}};
    for (size_t start = 0; start < count; start += 32) {
        for (size_t part = 0; part < 4; part++) {
            lanes a, b;
            widen(row + start + 8 * part, scale, &a);
            LOAD(b, query + start + 8 * part);
            a -= b;
            sums[part] += a * a;
        }
    }
    return folded(sums);
}

static int32_t dot_bytes_portable(const int8_t *left, const int8_t *right, size_t count) {
    int32_t sum = 0;
    for (size_t index = 0; index < count; index++) sum += (int32_t)left[index] * (int32_t)right[index];
    return sum;
}

BODY int32_t differing_body(const uint64_t *left, const uint64_t *right, size_t words) {
    int32_t count = 0;
    for (size_t index = 0; index < words; index++) count += __builtin_popcountll(left[index] ^ right[index]);
    return count;
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,popcnt")))
#define HAS_AVX2 __builtin_cpu_supports("avx2")

AVX2 static float dot_avx2(const float *left, const float *right, size_t count) {
    return dot_body(left, right, count);
}

AVX2 static float distance_avx2(const float *left, const float *right, size_t count) {
    return distance_body(left, right, count);
}

AVX2 static float dot_half_avx2(const uint16_t *row, float scale, const float *query, size_t count) {
    return dot_half_body(row, scale, query, count);
}

AVX2 static float distance_half_avx2(const uint16_t *row, float scale, const float *query, size_t count) {
    return distance_half_body(row, scale, query, count);
}

/// Two products of at most 127 * 127 fit into 16 bits, so that the pairwise sums of `maddubs` never saturate.
AVX2 static inline int32_t dot_bytes_avx2(const int8_t *left, const int8_t *right, size_t count) {
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i sums = _mm256_setzero_si256();
    for (size_t start = 0; start < count; start += 32) {
        __m256i a = _mm256_loadu_si256((const __m256i *)(left + start));
        __m256i b = _mm256_loadu_si256((const __m256i *)(right + start));
        __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(b), _mm256_sign_epi8(a, b));
        sums = _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, ones));
    }
    __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
    return _mm_cvtsi128_si32(sum);
}

AVX2 static void dot_rows_avx2(
    const int8_t *first, size_t count, size_t rows, const int8_t *query, int32_t *sums) {
    for (size_t row = 0; row < rows; row++) sums[row] = dot_bytes_avx2(first + row * count, query, count);
}

/// Places are read in no order that the processor could foresee: the rows after next are asked for ahead.
AVX2 static void dot_places_avx2(
    const int8_t *first, size_t count, const uint32_t *places, size_t rows, const int8_t *query, int32_t *sums) {
    const size_t ahead = 3;
    for (size_t row = 0; row < rows && row < ahead; row++) {
        for (size_t byte = 0; byte < count; byte += 64) __builtin_prefetch(first + places[row] * count + byte);
    }
    for (size_t row = 0; row < rows; row++) {
        if (row + ahead < rows) {
            const int8_t *next = first + places[row + ahead] * count;
            for (size_t byte = 0; byte < count; byte += 64) __builtin_prefetch(next + byte);
        }
        sums[row] = dot_bytes_avx2(first + places[row] * count, query, count);
    }
}

AVX2 static void differing_rows_avx2(
    const uint64_t *first, size_t words, size_t rows, const uint64_t *query, int32_t *counts) {
    for (size_t row = 0; row < rows; row++) counts[row] = differing_body(first + row * words, query, words);
}
#endif

float agent_vector_dot(const float *left, const float *right, size_t count) {
#if defined(__x86_64__)
    if (HAS_AVX2) return dot_avx2(left, right, count);
#endif
    return dot_body(left, right, count);
}

float agent_vector_squared_distance(const float *left, const float *right, size_t count) {
#if defined(__x86_64__)
    if (HAS_AVX2) return distance_avx2(left, right, count);
#endif
    return distance_body(left, right, count);
}

float agent_vector_dot_half(const uint16_t *row, float scale, const float *query, size_t count) {
#if defined(__x86_64__)
    if (HAS_AVX2) return dot_half_avx2(row, scale, query, count);
#endif
    return dot_half_body(row, scale, query, count);
}

float agent_vector_squared_distance_half(const uint16_t *row, float scale, const float *query, size_t count) {
#if defined(__x86_64__)
    if (HAS_AVX2) return distance_half_avx2(row, scale, query, count);
#endif
    return distance_half_body(row, scale, query, count);
}

void agent_vector_dot_bytes(
    const int8_t *first, size_t count, size_t rows, const int8_t *query, int32_t *sums) {
#if defined(__x86_64__)
    if (HAS_AVX2) return dot_rows_avx2(first, count, rows, query, sums);
#endif
    for (size_t row = 0; row < rows; row++) sums[row] = dot_bytes_portable(first + row * count, query, count);
}

void agent_vector_dot_bytes_at(
    const int8_t *first, size_t count, const uint32_t *places, size_t rows, const int8_t *query, int32_t *sums) {
#if defined(__x86_64__)
    if (HAS_AVX2) return dot_places_avx2(first, count, places, rows, query, sums);
#endif
    for (size_t row = 0; row < rows; row++) {
        sums[row] = dot_bytes_portable(first + places[row] * count, query, count);
    }
}

void agent_vector_differing_bits(
    const uint64_t *first, size_t words, size_t rows, const uint64_t *query, int32_t *counts) {
#if defined(__x86_64__)
    if (HAS_AVX2) return differing_rows_avx2(first, words, rows, query, counts);
#endif
    for (size_t row = 0; row < rows; row++) counts[row] = differing_body(first + row * words, query, words);
}

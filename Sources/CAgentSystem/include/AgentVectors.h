#ifndef AGENT_VECTORS_H
#define AGENT_VECTORS_H

#include <stddef.h>
#include <stdint.h>

/// Arithmetic on rows of vector components, for vector search.
///
/// The widest instructions of the processor are chosen at run time. Every choice gives the same bits: integer sums are
/// exact, and sums of floating-point products run in 32 lanes, without fused operations, folded in one fixed order.
/// Counts of components are multiples of 32 (fill up with zeros); rows need no alignment.

// MARK: 32-bit floating point

/// The sum of products.
float agent_vector_dot(const float *_Nonnull left, const float *_Nonnull right, size_t count);

/// The sum of squared differences.
float agent_vector_squared_distance(const float *_Nonnull left, const float *_Nonnull right, size_t count);

// MARK: 16-bit floating point (IEEE 754 binary16, kept as its bits)

/// The sum of products of a row of halves, widened exactly and multiplied by `scale`, with a query.
float agent_vector_dot_half(
    const uint16_t *_Nonnull row, float scale, const float *_Nonnull query, size_t count);

/// The sum of squared differences of a row of halves, widened exactly and multiplied by `scale`, and a query.
float agent_vector_squared_distance_half(
    const uint16_t *_Nonnull row, float scale, const float *_Nonnull query, size_t count);

// MARK: 8-bit integers from -127 to 127

/// The sums of products of a query with each of `rows` consecutive rows.
void agent_vector_dot_bytes(
    const int8_t *_Nonnull first, size_t count, size_t rows, const int8_t *_Nonnull query, int32_t *_Nonnull sums);

/// The sums of products of a query with the rows of these places.
void agent_vector_dot_bytes_at(
    const int8_t *_Nonnull first, size_t count, const uint32_t *_Nonnull places, size_t rows,
    const int8_t *_Nonnull query, int32_t *_Nonnull sums);

// MARK: Bits

/// How many bits of a query differ from each of `rows` consecutive rows of `words` words.
void agent_vector_differing_bits(
    const uint64_t *_Nonnull first, size_t words, size_t rows, const uint64_t *_Nonnull query,
    int32_t *_Nonnull counts);

#endif

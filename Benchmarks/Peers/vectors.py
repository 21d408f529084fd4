"""Vector search with numpy and hnswlib, measured on request. usage: vectors.py FILE COUNT QUERIES DIMENSION

The file holds the vectors and then the queries as 32-bit numbers. Each line of input is a request, each line of output its
answer, figures separated by spaces:

    flat LIMIT                       seconds for all queries, one at a time: numpy, exact
    build LINKS BREADTH              seconds to build, and bytes of memory that it took: hnswlib, one thread
    hnsw LIMIT BREADTH               seconds for all queries on one thread, and the share of the exact answers found
"""

import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # Read when numpy is imported.

import hnswlib
import numpy


def resident_bytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def unit(rows):
    return rows / numpy.linalg.norm(rows, axis=1, keepdims=True)


def flat(vectors, queries, limit):
    answers = []
    start = time.perf_counter()
    for query in queries:
        scores = vectors @ query
        best = numpy.argpartition(scores, -limit)[-limit:]
        answers.append(best[numpy.argsort(-scores[best])])
    return time.perf_counter() - start, answers


def build(vectors, links, breadth):
    before = resident_bytes()
    index = hnswlib.Index(space="cosine", dim=vectors.shape[1])
    index.init_index(max_elements=len(vectors), M=links, ef_construction=breadth, random_seed=1)
    index.set_num_threads(1)
    start = time.perf_counter()
    index.add_items(vectors)
    return time.perf_counter() - start, resident_bytes() - before, index


def search(index, queries, limit, breadth, exact):
    index.set_ef(breadth)
    start = time.perf_counter()
    answers = index.knn_query(queries, k=limit, num_threads=1)[0]
    seconds = time.perf_counter() - start
    found = sum(len(set(answer) & set(truth)) for answer, truth in zip(answers, exact))
    return seconds, found / (limit * len(queries))


def main():
    path, count, query_count, dimension = sys.argv[1], *map(int, sys.argv[2:5])
    rows = numpy.fromfile(path, dtype=numpy.float32).reshape(count + query_count, dimension)
    vectors, queries = unit(rows[:count]), unit(rows[count:])
    exact = {}
    index = None
    for line in sys.stdin:
        name, *numbers = line.split()
        numbers = [int(number) for number in numbers]
        if name == "flat":
            seconds, _ = flat(vectors, queries, *numbers)
            print(seconds, flush=True)
        elif name == "build":
            seconds, size, index = build(vectors, *numbers)
            print(seconds, size, flush=True)
        elif name == "hnsw":
            limit = numbers[0]
            if limit not in exact:
                exact[limit] = flat(vectors, queries, limit)[1]
            print(*search(index, queries, *numbers, exact[limit]), flush=True)


main()

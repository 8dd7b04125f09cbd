/*
 * Memory that is the tracer's and not the guest's: what this library holds, within bounds, and what
 * Python's own allocator has from the kernel, which nobody else counts.
 *
 * One process has one engine and one thread, so the figures are the process's.
 */
#include "tracer.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

static size_t held, most_held, held_before, allowed = SIZE_MAX;

/* As realloc, but NULL also when the library would hold more than it may. */
void *take(void *block, size_t bytes)
{
    size_t before = block == NULL ? 0 : malloc_usable_size(block);
    if (bytes > before && (held > allowed || bytes - before > allowed - held))
        return NULL;
    void *larger = realloc(block, bytes);
    if (larger == NULL)
        return NULL;
    held += malloc_usable_size(larger) - before;
    if (held > most_held)
        most_held = held;
    return larger;
}

void give(void *block)
{
    if (block != NULL)
        held -= malloc_usable_size(block);
    free(block);
}

/* Counts from here on: what the library holds now is not the next run's. */
API void st_count_held(void)
{
    held_before = most_held = held;
}

/* Lets the library hold so much more than when the counting began. */
API void st_allow(size_t bytes)
{
    allowed = held_before + bytes;
}

/* Returns the most that the library has held beyond that. */
API size_t st_most_held(void)
{
    return most_held - held_before;
}

/* ---- Python's arenas: see PyObject_SetArenaAllocator in its C API */

struct arenas {
    void *opaque;
    void *(*take)(void *, size_t);
    void (*give)(void *, void *, size_t);
};

static struct arenas python;
static size_t in_arenas;

static void *take_arena(void *opaque, size_t bytes)
{
    (void)opaque;
    void *arena = python.take(python.opaque, bytes);
    in_arenas += arena == NULL ? 0 : bytes;
    return arena;
}

/* One from before the counting would take away what was never added. */
static void give_arena(void *opaque, void *arena, size_t bytes)
{
    (void)opaque;
    in_arenas -= bytes;
    python.give(python.opaque, arena, bytes);
}

/* Puts the counting in the place of an allocator. */
API void st_count_arenas(struct arenas *allocator)
{
    if (python.take == NULL)
        python = *allocator;
    *allocator = (struct arenas){ NULL, take_arena, give_arena };
}

/* Returns how much more there is in arenas than when the counting began, modulo the word. */
API size_t st_in_arenas(void)
{
    return in_arenas;
}

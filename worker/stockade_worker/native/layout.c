/*
 * Finds the engine's private fields, and proves them.
 *
 * Values that the public API lets us choose are written and looked for in the structures' memory;
 * each private field has a fixed place beside one of them. What is found must then behave: the
 * interrupt counter counts, the frame pointer is empty while nothing runs, the list of objects is
 * a closed ring with the context in it. Another build of the engine fails here, at start, and
 * nowhere else.
 */
#include "tracer.h"

#include <string.h>

static const uint64_t MARK = 0x5f3759df2a6c1e47;
enum { CONTEXT_WORDS = 592 / 8, RUNTIME_WORDS = 1480 / 8 };

/* Returns the place of `wanted` among the words of a structure, or NULL. */
static uint64_t *word_in(void *thing, int words, uint64_t wanted)
{
    uint64_t *word = thing;
    for (int i = 8; i < words; i++)
        if (word[i] == wanted)
            return word + i;
    return NULL;
}

static bool is_ring(const struct list *ring, const void *with)
{
    bool has_met = false;
    const struct list *at = ring->next;
    for (int i = 0; i < 10000000 && at != ring; i++, at = at->next) {
        if (at == NULL || at->next == NULL || at->next->previous != at)
            return false;
        has_met |= (const void *)at == with;
    }
    return has_met && ring->next->previous == ring;
}

static const char *find_in_context(struct tracer *t)
{
    JS_SetContextOpaque(t->context, (void *)MARK);
    uint64_t *opaque = word_in(t->context, CONTEXT_WORDS, MARK);
    JS_SetContextOpaque(t->context, t);
    if (opaque == NULL || *opaque != (uint64_t)t)
        return "the context's opaque pointer is not in it";
    t->eval_slot = (eval_function **)(opaque - 1);
    /* before it: the compiler of patterns, the list of modules, and in the word before that the counter */
    t->interrupt_counter = (int32_t *)(opaque - 5) + 1;
    t->compile = *t->eval_slot;
    if (*t->interrupt_counter < 0 || *t->interrupt_counter > 10000)
        return "the interrupt counter is not where it should be";
    return NULL;
}

static const char *find_in_runtime(struct tracer *t)
{
    size_t threshold = JS_GetGCThreshold(t->runtime);
    JS_SetGCThreshold(t->runtime, MARK);
    uint64_t *marked = word_in(t->runtime, RUNTIME_WORDS, MARK);
    JS_SetGCThreshold(t->runtime, threshold);
    if (marked == NULL || *marked != threshold)
        return "the threshold of the garbage collector is not in the runtime";
    t->gc_objects = (struct list *)(marked - 7); /* three rings and the phase before it */
    if (!is_ring(t->gc_objects, t->context))
        return "the list of objects is not where it should be";

    JS_SetInterruptHandler(t->runtime, interrupt, (void *)MARK);
    uint64_t *handler = word_in(t->runtime, RUNTIME_WORDS, MARK);
    JS_SetInterruptHandler(t->runtime, interrupt, t);
    if (handler == NULL || handler[-1] != (uint64_t)interrupt)
        return "the interrupt handler is not in the runtime";
    t->frame = (struct frame **)(handler - 2);
    if (*t->frame != NULL)
        return "there is a frame while nothing runs";
    return NULL;
}

/* A native that the engine itself runs to prove frames and objects. */
static JSValue prove_frame(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    struct tracer *t = tracer_of(context);
    const struct frame *own = *t->frame;
    bool holds = own != NULL && own->function.tag == TAG_OBJECT && own->arguments == arguments &&
                 object_of(own->function)->u.native.function.plain == prove_frame && count == 1 &&
                 own->argument_count == 1;
    return (JSValue){ .u = { .int32 = holds }, .tag = TAG_INT };
}

static const char *find_in_frames(struct tracer *t)
{
    int32_t before = *t->interrupt_counter;
    JSValue prover = JS_NewCFunction2(t->context, prove_frame, "", 0, CALL_GENERIC, 0);
    JSValue argument = UNDEFINED;
    JSValue answer = JS_Call(t->context, prover, UNDEFINED, 1, &argument);
    JS_FreeValue(t->context, prover);
    if (answer.tag != TAG_INT || answer.u.int32 != 1)
        return "frames or functions have another layout";
    if (*t->interrupt_counter >= before && *t->interrupt_counter != 10000)
        return "the interrupt counter does not count";
    return NULL;
}

static const char *find_in_strings(struct tracer *t)
{
    static const char narrow[] = "a string", wide[] = "\xe2\x82\xac";
    JSValue first = JS_NewStringLen(t->context, narrow, 8),
            second = JS_NewStringLen(t->context, wide, 3);
    if (first.tag != TAG_STRING || second.tag != TAG_STRING)
        return "strings have another layout";
    const struct string *one = first.u.pointer, *other = second.u.pointer;
    bool holds = one->length == 8 && !one->is_wide && memcmp(characters_of(one), narrow, 8) == 0 &&
                 other->length == 1 && other->is_wide &&
                 *(const uint16_t *)characters_of(other) == 0x20ac;
    JS_FreeValue(t->context, first);
    JS_FreeValue(t->context, second);
    return holds ? NULL : "strings have another layout";
}

const char *find_layout(struct tracer *t)
{
    const char *trouble = find_in_context(t);
    if (trouble == NULL)
        trouble = find_in_runtime(t);
    if (trouble == NULL)
        trouble = find_in_frames(t);
    if (trouble == NULL)
        trouble = find_in_strings(t);
    return trouble;
}

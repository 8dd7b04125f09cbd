/*
 * Who is being called: a record for each function, the stack of calls, and the tree of calls.
 *
 * Functions do not say when they end: a `finally` for that in each would cost more than all else. A
 * call whose frame is no longer among the engine's frames has ended, however it did, and that is
 * looked at when the next one begins.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST_NODE = 48 };

/* Makes room for `wanted` things, the new ones zero. */
bool room_for(void **things, uint32_t *room, uint32_t wanted, size_t size)
{
    if (wanted <= *room)
        return true;
    uint32_t more = *room ? *room : 64;
    while (more < wanted)
        more *= 2;
    void *larger = take(*things, more * size);
    if (larger == NULL)
        return false;
    memset((char *)larger + *room * size, 0, (more - *room) * size);
    *things = larger;
    *room = more;
    return true;
}

/* Makes records for all functions with a number below `up_to`. */
bool make_functions(struct tracer *t, uint32_t up_to)
{
    if (!room_for((void **)&t->functions, &t->function_room, up_to, sizeof(struct function)))
        return false;
    if (up_to > t->function_count)
        t->function_count = up_to;
    return true;
}

/* Makes records for all sites with a number below `up_to`. */
bool make_sites(struct tracer *t, uint32_t up_to)
{
    if (!room_for((void **)&t->sites, &t->site_room, up_to, sizeof(struct site)))
        return false;
    if (up_to > t->site_count)
        t->site_count = up_to;
    return true;
}

/* Keeps a value in a record. Strings are shared if short; of objects only the class stays. */
void keep_value(struct tracer *t, JSValue *kept, JSValue value)
{
    if (kept->tag == TAG_STRING)
        JS_FreeValue(t->context, *kept);
    if (value.tag == TAG_STRING && length_of(value) <= DIRECT_CHARACTERS) {
        *kept = JS_DupValue(t->context, value);
    } else if (is_text(value)) {
        *kept = (JSValue){ .u = { .int32 = (int32_t)length_of(value) }, .tag = TAG_ROPE };
    } else if (value.tag == TAG_OBJECT) {
        *kept =
            (JSValue){ .u = { .int32 = (int32_t)object_of(value)->class_id }, .tag = TAG_OBJECT };
    } else if (value.tag == TAG_SYMBOL || value.tag == TAG_BIG_INT) {
        *kept = (JSValue){ .u = { .bits = 0 }, .tag = value.tag };
    } else {
        *kept = value;
    }
}

static void keep_arguments(struct tracer *t, JSValue *kept, uint8_t *kept_count,
                           const struct frame *frame)
{
    uint32_t count =
        frame->argument_count < KEPT_ARGUMENTS ? frame->argument_count : KEPT_ARGUMENTS;
    for (uint32_t i = 0; i < count; i++)
        keep_value(t, &kept[i], frame->arguments[i]);
    *kept_count = (uint8_t)count;
}

bool is_native(const struct frame *frame)
{
    return frame != NULL && frame->function.tag == TAG_OBJECT &&
           !has_bytecode(object_of(frame->function));
}

static const void *callee_of(const struct frame *frame)
{
    return frame == NULL ? NULL : frame->function.u.pointer;
}

/* Returns the innermost frame that a call can have begun in: not a builtin's, but code that one has made. */
static const struct frame *beginner(const struct tracer *t, const struct frame *frame)
{
    while (t->making_natives == 0 && is_native(frame))
        frame = frame->previous;
    return frame;
}

/*
 * Drops the calls that have ended before something in `frame` runs: those above the call of the innermost
 * frame that has one, or that another was called from. By the latter, frames without a call (of code
 * that is not traced) are passed once, and not at each call from the innermost of them.
 */
void leave_to(struct tracer *t, const struct frame *frame)
{
    const struct frame *alive = beginner(t, frame);
    for (; alive != NULL; alive = beginner(t, alive->previous)) {
        const void *callee = callee_of(alive);
        for (uint32_t i = t->call_count; i > 0; i--) {
            const struct call *call = &t->calls[i - 1];
            bool is_its = call->frame == alive && call->callee == callee;
            if (is_its || (call->caller == alive && call->calling == callee)) {
                t->call_count = is_its ? i : i - 1;
                return;
            }
        }
    }
    /* code of the event loop's begins in no frame */
    t->call_count = t->call_count > 0 && t->calls[0].frame == NULL ? 1 : 0;
}

uint32_t current_function(const struct tracer *t)
{
    return t->call_count ? t->calls[t->call_count - 1].function : NO_ID;
}

static uint32_t make_node(struct tracer *t, uint32_t parent, uint32_t function)
{
    if (t->node_count >= t->limits.nodes ||
        !room_for((void **)&t->nodes, &t->node_room, t->node_count + 1, sizeof(struct node))) {
        t->nodes_dropped++;
        return parent;
    }
    struct node *made = &t->nodes[t->node_count];
    *made = (struct node){ .parent = parent, .function = function, .first_child = NO_ID };
    if (parent != NO_ID) {
        made->depth = t->nodes[parent].depth + 1;
        made->sibling = t->nodes[parent].first_child;
        t->nodes[parent].first_child = t->node_count;
    } else {
        made->sibling = NO_ID;
    }
    return t->node_count++;
}

/* Returns the node of a call; recursion stays in the node of its function. */
static uint32_t node_for(struct tracer *t, uint32_t parent, uint32_t function)
{
    if (parent == NO_ID) /* what runs before any program: the arguments' conversion */
        return make_node(t, NO_ID, function);
    struct node *above = &t->nodes[parent];
    if (above->function == function || above->depth >= DEEPEST_NODE)
        return parent;
    uint32_t before = NO_ID;
    for (uint32_t at = above->first_child; at != NO_ID; before = at, at = t->nodes[at].sibling) {
        if (t->nodes[at].function != function)
            continue;
        if (before != NO_ID) { /* to the front: the next call is likely the same */
            t->nodes[before].sibling = t->nodes[at].sibling;
            t->nodes[at].sibling = above->first_child;
            above->first_child = at;
        }
        return at;
    }
    return make_node(t, parent, function);
}

/* Counts a run of a function. */
void count_code(struct tracer *t, uint32_t function)
{
    if (function >= t->function_count)
        return;
    struct function *record = &t->functions[function];
    record->is_dirty = true;
    if (record->count++ == 0)
        record->rank = t->called++;
}

/* Puts a call on the stack, above those that are still alive; returns the function's record. */
static struct function *push(struct tracer *t, uint32_t function, const struct frame *frame,
                             const struct frame *from)
{
    const struct frame *caller = beginner(t, from);
    t->entries++;
    uint32_t above = t->call_count ? t->calls[t->call_count - 1].node : t->base_node;
    if (!room_for((void **)&t->calls, &t->call_room, t->call_count + 1, sizeof(struct call)))
        return NULL;
    uint32_t node = node_for(t, above, function);
    if (node != NO_ID) {
        t->nodes[node].count++;
        t->nodes[node].is_dirty = true;
    }
    t->calls[t->call_count++] = (struct call){
        .frame = frame,
        .callee = callee_of(frame),
        .caller = caller,
        .calling = callee_of(caller),
        .function = function,
        .node = node,
    };
    count_code(t, function);
    return function < t->function_count ? &t->functions[function] : NULL;
}

/* Notes that `function` begins in `frame`; false if the depth is passed. */
bool enter(struct tracer *t, uint32_t function, const struct frame *frame)
{
    leave_to(t, frame->previous);
    struct function *record = push(t, function, frame, frame->previous);
    if (record != NULL) {
        if (record->count == 1)
            keep_arguments(t, record->first, &record->first_count, frame);
        keep_arguments(t, record->last, &record->last_count, frame);
    }
    return t->call_count <= t->limits.call_depth;
}

/* Notes that a piece of code begins which something in `frame`, if anything, has made. */
void enter_code(struct tracer *t, uint32_t function, const struct frame *frame)
{
    leave_to(t, frame);
    push(t, function, frame, NULL);
}

/* Takes back that a piece of code began: the engine does not compile it. Nothing has run since. */
void never_entered(struct tracer *t, uint32_t function)
{
    if (t->call_count == 0 || t->calls[t->call_count - 1].function != function)
        return;
    const struct call *call = &t->calls[--t->call_count];
    if (call->node != NO_ID)
        t->nodes[call->node].count--;
    if (function < t->function_count)
        t->functions[function].is_dirty = --t->functions[function].count > 0;
}

/* Notes that the program itself begins: whatever the event loop calls hangs below it. */
void begin_program(struct tracer *t, uint32_t function)
{
    t->call_count = 0;
    t->base_node = make_node(t, NO_ID, function);
    if (t->base_node != NO_ID) {
        t->nodes[t->base_node].count = 1;
        t->nodes[t->base_node].is_dirty = true;
    }
    count_code(t, function);
}

/* Lets go of the values that a record keeps. */
void forget_values(struct tracer *t, struct function *record)
{
    for (int i = 0; i < KEPT_ARGUMENTS; i++) {
        keep_value(t, &record->first[i], UNDEFINED);
        keep_value(t, &record->last[i], UNDEFINED);
    }
    keep_value(t, &record->first_return, UNDEFINED);
    keep_value(t, &record->last_return, UNDEFINED);
}

void forget_calls(struct tracer *t)
{
    for (uint32_t i = 0; i < t->function_count; i++)
        forget_values(t, &t->functions[i]);
    if (t->functions != NULL)
        memset(t->functions, 0, t->function_count * sizeof(struct function));
    t->functions_from = 0;
    t->function_count = t->node_count = t->call_count = t->called = t->making_natives = 0;
    t->base_node = NO_ID;
    t->nodes_dropped = t->entries = 0;
}

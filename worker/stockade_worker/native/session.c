/*
 * What Python calls: open a tracer for a context, start and stop a run, take what has been recorded.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

enum { KEPT_ROOM = 64 * 1024 }; /* of what was packed last */

static struct pack packed;

/*
 * Makes a tracer for a context and takes its hooks into the engine. Returns NULL and sets `trouble`
 * if the engine is not the one that this library knows. `date_to_string` is Date.prototype.toString.
 */
API struct tracer *st_open(JSContext *context, const struct callbacks *callbacks,
                           JSValue date_to_string, const char **trouble)
{
    struct tracer *t = calloc(1, sizeof(*t));
    *trouble = "no memory";
    if (t == NULL)
        return NULL;
    t->context = context;
    t->runtime = JS_GetRuntime(context);
    t->find_module = t->last_match = t->reword = t->type_of = t->type = UNDEFINED;
    *trouble = find_layout(t);
    if (*trouble == NULL)
        *trouble = install_hooks(t);
    if (*trouble != NULL)
        return NULL; /* the engine may still point at it: nothing is given back, and nobody goes on */
    t->callbacks = *callbacks;
    t->date_to_string = JS_DupValue(context, date_to_string);
    t->message = JS_NewAtom(context, "message");
    t->stack = JS_NewAtom(context, "stack");
    t->name = JS_NewAtom(context, "name");
    start_chance(t, 0);
    install_evals(t);
    return t;
}

/* Starts a run: everything of the one before is forgotten. */
API void st_start(struct tracer *t, const struct limits *limits, bool is_active, uint64_t seed)
{
    t->is_active = false;
    forget_calls(t);
    forget_uses(t);
    forget_match(t);
    forget_sites(t);
    forget_strings(t);
    forget_owners(t);
    forget_places(t);
    t->limits = *limits;
    t->trip = TRIP_NONE;
    t->loops = t->seen = 0;
    t->compilations = 0;
    t->end_place = (struct place){ .generation = -1 };
    t->pending = NULL;
    t->origin = 0;
    start_chance(t, seed);
    t->is_active = is_active;
}

/* Ends a run: nothing more is recorded, what was growing is looked at, and all is news once more. */
API void st_stop(struct tracer *t)
{
    finish_sites(t);
    t->is_active = false;
    t->functions_from = t->sites_from = t->uses_from = 0;
    for (uint32_t i = 0; i < t->function_count; i++)
        t->functions[i].is_dirty = t->functions[i].count > 0;
    for (uint32_t i = 0; i < t->node_count; i++)
        t->nodes[i].is_dirty = t->nodes[i].count > 0;
    for (uint32_t i = 0; i < t->use_count; i++)
        t->uses[i].calls.is_dirty = true;
    for (uint32_t i = 0; i < t->site_count; i++)
        t->sites[i].is_dirty = t->sites[i].error != NULL;
}

API bool st_make_room(struct tracer *t, uint32_t functions, uint32_t sites)
{
    return make_functions(t, functions) && make_sites(t, sites);
}

/* The program begins, as this function. */
API void st_begin(struct tracer *t, uint32_t function)
{
    begin_program(t, function);
}

API bool st_has_tripped(const struct tracer *t)
{
    return t->trip != TRIP_NONE;
}

/* What the guards have counted. */
struct state {
    uint32_t trip;
    struct place place;
    uint64_t seen, loops, strings_dropped, nodes_dropped;
};

API void st_state(const struct tracer *t, struct state *out)
{
    *out = (struct state){
        .trip = t->trip,
        .place = t->end_place,
        .seen = t->seen,
        .loops = t->loops,
        .strings_dropped = t->strings_dropped,
        .nodes_dropped = t->nodes_dropped,
    };
}

static const void *result(size_t *bytes)
{
    *bytes = packed.has_failed ? 0 : packed.used;
    return packed.has_failed ? NULL : packed.bytes;
}

static void begin(void)
{
    if (packed.room > KEPT_ROOM) {
        free(packed.bytes);
        packed = (struct pack){ 0 };
    }
    packed.used = 0;
    packed.has_failed = false;
}

static void pack_place(const struct place *place)
{
    pack_unsigned(&packed, place->generation < 0 ? NO_ID : (uint32_t)place->generation);
    pack_unsigned(&packed, (uint32_t)place->line);
    pack_unsigned(&packed, (uint32_t)place->column);
}

API bool st_has_new_strings(const struct tracer *t)
{
    return t->found_taken < t->found_count;
}

/* Packs [how, where, generation, line, column, length, is_cut, text] for each string that is new since last
 * time, except for the newest, unless `is_all`: it may yet grow. `where` is a function or a site; for natives
 * it is the place that counts. */
API const void *st_take_strings(struct tracer *t, bool is_all, size_t *bytes)
{
    uint32_t end = t->found_count;
    end -= !is_all && end > t->found_taken && may_grow(t, &t->found[end - 1]);
    begin();
    pack_array(&packed, end - t->found_taken);
    for (; t->found_taken < end; t->found_taken++) {
        struct found *found = &t->found[t->found_taken];
        pack_array(&packed, 8);
        pack_unsigned(&packed, found->how);
        pack_unsigned(&packed, found->where);
        pack_place(&found->place);
        pack_unsigned(&packed, found->length);
        pack_flag(&packed, found->is_cut);
        pack_bytes(&packed, found->text, found->bytes);
        give(found->text);
        found->text = NULL;
    }
    t->text_bytes = 0;
    return result(bytes);
}

/* Packs seven things: how often something was called and threw, its arguments and what it gave, first and last. */
static void pack_calls(struct tracer *t, const struct function *record)
{
    pack_unsigned(&packed, record->count);
    pack_unsigned(&packed, record->thrown);
    pack_array(&packed, record->first_count);
    for (int i = 0; i < record->first_count; i++)
        pack_value(t, &packed, record->first[i]);
    pack_array(&packed, record->last_count);
    for (int i = 0; i < record->last_count; i++)
        pack_value(t, &packed, record->last[i]);
    pack_flag(&packed, record->has_returned);
    pack_value(t, &packed, record->first_return);
    pack_value(t, &packed, record->last_return);
}

/* Packs [function, rank, count, thrown, first, last, has_returned, first return, last return] for each function
 * with news, at most `most` of them; then it goes on from there, and when there are fewer, from the start. */
API const void *st_take_functions(struct tracer *t, uint32_t most, size_t *bytes)
{
    begin();
    uint32_t count = 0, i = t->functions_from;
    for (uint32_t at = i; at < t->function_count && count < most; at++)
        count += t->functions[at].is_dirty;
    bool is_end = count < most;
    pack_array(&packed, count);
    for (; count > 0; i++) {
        struct function *record = &t->functions[i];
        if (!record->is_dirty)
            continue;
        record->is_dirty = false;
        count--;
        pack_array(&packed, 9);
        pack_unsigned(&packed, i);
        pack_unsigned(&packed, record->rank);
        pack_calls(t, record);
    }
    t->functions_from = is_end ? 0 : i;
    return result(bytes);
}

/* Packs [use, stub, generation, line, column, count, ...] for each stub with news, as functions are. */
API const void *st_take_uses(struct tracer *t, uint32_t most, size_t *bytes)
{
    begin();
    uint32_t count = 0, i = t->uses_from;
    for (uint32_t at = i; at < t->use_count && count < most; at++)
        count += t->uses[at].calls.is_dirty;
    bool is_end = count < most;
    pack_array(&packed, count);
    for (; count > 0; i++) {
        struct use *use = &t->uses[i];
        if (!use->calls.is_dirty)
            continue;
        use->calls.is_dirty = false;
        count--;
        pack_array(&packed, 12);
        pack_unsigned(&packed, i);
        pack_unsigned(&packed, use->stub);
        pack_place(&use->place);
        pack_calls(t, &use->calls);
    }
    t->uses_from = is_end ? 0 : i;
    return result(bytes);
}

/* Packs [number, parent, function, count] for each node of the call tree with news. */
API const void *st_take_nodes(struct tracer *t, size_t *bytes)
{
    begin();
    uint32_t count = 0;
    for (uint32_t i = 0; i < t->node_count; i++)
        count += t->nodes[i].is_dirty = t->nodes[i].is_dirty && t->nodes[i].count > 0;
    pack_array(&packed, count);
    for (uint32_t i = 0; i < t->node_count; i++) {
        struct node *node = &t->nodes[i];
        if (!node->is_dirty)
            continue;
        node->is_dirty = false;
        pack_array(&packed, 4);
        pack_unsigned(&packed, i);
        pack_unsigned(&packed, node->parent);
        pack_unsigned(&packed, node->function);
        pack_unsigned(&packed, node->count);
    }
    return result(bytes);
}

/* Packs [site, rank, is_throw, times, text] for places with news where errors were thrown or
 * caught; as many and in the same way as functions. */
API const void *st_take_errors(struct tracer *t, uint32_t most, size_t *bytes)
{
    begin();
    uint32_t count = 0, i = t->sites_from;
    for (uint32_t at = i; at < t->site_count && count < most; at++)
        count += t->sites[at].is_dirty;
    bool is_end = count < most;
    pack_array(&packed, count);
    for (; count > 0; i++) {
        struct site *site = &t->sites[i];
        if (!site->is_dirty)
            continue;
        site->is_dirty = false;
        count--;
        pack_array(&packed, 5);
        pack_unsigned(&packed, i);
        pack_unsigned(&packed, site->rank);
        pack_flag(&packed, site->is_throw);
        pack_unsigned(&packed, site->count);
        pack_bytes(&packed, site->error, site->error ? (uint32_t)strlen(site->error) : 0);
    }
    t->sites_from = is_end ? 0 : i;
    return result(bytes);
}

/* How often each of the strings has been seen. */
API void st_times(const struct tracer *t, uint64_t *out, uint32_t room)
{
    for (uint32_t i = 0; i < room; i++)
        out[i] = i < t->found_count ? t->found[i].count : 0;
}

/* Copies how often each function has run. */
API void st_counts(const struct tracer *t, uint64_t *out, uint32_t room)
{
    for (uint32_t i = 0; i < room; i++)
        out[i] = i < t->function_count ? t->functions[i].count : 0;
}

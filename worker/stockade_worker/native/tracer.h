/*
 * The state of one traced engine context, and what the parts of this library do for each other.
 *
 *   layout.c   finds and proves the engine's private fields
 *   evals.c    every piece of code that the engine compiles comes by here
 *   code.c     puts compiled code right: hooks for placeholders, and the guest's own text
 *   owners.c   whose code a compiled function is
 *   positions.c  the engine's line table, with the guest's own columns
 *   hooks.c    what instrumented code calls
 *   calls.c    who is being called: functions, the stack of calls, the tree of calls
 *   strings.c  strings that the guest has made, each once
 *   growing.c  strings that are put together piece by piece
 *   texts.c    looking into the engine's strings
 *   stubs.c    stand-ins of personas: functions of the guest's realm whose work is done in another
 *   border.c   what the guest may have of what comes from there
 *   realms.c   whose realm a function of the guest's runs in, when the stage calls it
 *   uses.c     what stubs were called with
 *   modules.c  what the guest may import
 *   matches.c  what was matched last; errors in other words
 *   looks.c    how natives look as text
 *   stacks.c   how stacks look
 *   natives.c  builtins whose results are looked at; the virtual clock and seeded chance
 *   describe.c values in a few words, without running guest code
 *   pack.c     records as msgpack, for Python
 *   memory.c   what of the worker's memory is the tracer's
 *
 * Everything lives in C memory outside the guest's heap. No guest code runs in any of it, and no
 * object of it ever reaches the guest.
 */
#ifndef STOCKADE_TRACER_H
#define STOCKADE_TRACER_H

#include "engine.h"

#define API __attribute__((visibility("default")))

enum hook {
    HOOK_ENTER,
    HOOK_RETURN,
    HOOK_LOOP,
    HOOK_NOTE,
    HOOK_THROW,
    HOOK_CAUGHT,
    HOOK_IMPORT,
    HOOK_OPERAND,
    HOOK_TYPE,
    HOOKS
};
enum trip { TRIP_NONE, TRIP_CALL_DEPTH, TRIP_LOOPS, TRIP_EXIT, TRIP_BLOCKED };
enum { NO_ID = UINT32_MAX, KEPT_ARGUMENTS = 4, DIRECT_CHARACTERS = 1024, MOST_NUMBERS = 1 << 24 };
/* Of a text: the shortest that is looked at, what a hash takes of each end, and what is kept while it grows. */
enum { SHORTEST = 4, HASHED_CHARACTERS = 64, GROWN_CHARACTERS = 4096 };

/* Where a string came from: a native's number, or one of these. */
enum { HOW_RETURN = 1000, HOW_NOTE = 1001 };

/* One piece of code on its way into the engine. The first part is the question, the rest Python's answer. */
struct code {
    const char *text;
    size_t bytes;
    const char *file;
    const void *maker;
    int32_t type;
    int32_t parent;
    int32_t line, column;
    int32_t origin; /* of code that a persona runs: a place in the list of origins, else 0 */
    const char *
        rewritten; /* the text in the engine's language, as long as it was; NULL if that is the same */
    /* answer */
    int32_t generation;
    uint32_t root_function;
    uint32_t magic;
    const char *instrumented;
    size_t instrumented_bytes;
    const uint32_t *offsets, *lengths, *openers;
    const uint8_t *hooks;
    uint32_t pieces, opener_count;
};

/* What to do with a piece of code: compile it as it is, or instrumented, or refuse it as no valid code. */
enum answer { ANSWER_PLAIN, ANSWER_TRACED, ANSWER_REFUSED };
typedef int code_callback(struct code *);
typedef void compiled_callback(const struct code *, int state, const char *message);
typedef void full_callback(void);
typedef int import_callback(const char *name, const char **text, size_t *bytes);
typedef void use_callback(uint32_t stub);
typedef const char *rewrite_callback(const char *text, size_t bytes);

struct callbacks {
    code_callback *on_code;
    compiled_callback *on_compiled;
    full_callback *on_full;
    import_callback *on_import;
    use_callback *on_use;
    rewrite_callback *on_rewrite;
    interrupt_function *on_interrupt;
};

struct limits {
    uint32_t call_depth;
    uint64_t loops;
    uint32_t nodes, strings, dull_strings;
    uint32_t first_number; /* of functions and sites, in instrumented code: a secret, and large */
};

struct function {
    uint64_t count;
    uint64_t thrown;
    uint32_t rank; /* the how manieth function to be called at all */
    uint8_t first_count, last_count;
    bool is_dirty, has_returned;
    JSValue first[KEPT_ARGUMENTS], last[KEPT_ARGUMENTS];
    JSValue first_return, last_return;
};

struct node {
    uint32_t parent, function, depth;
    uint32_t first_child, sibling;
    uint64_t count;
    bool is_dirty;
};

struct call {
    const struct frame *frame, *caller;
    const void *callee, *calling; /* their functions: for a frame's address is used again */
    uint32_t function, node;
};

/* A NOTE, THROW or CAUGHT site. `text` is what a growing string at a NOTE has come to so far. */
struct site {
    uint64_t count;
    uint32_t length;
    uint16_t *text;
    uint32_t kept, room;
    char *error;
    uint32_t rank; /* the how manieth place with an error */
    bool is_dirty, is_throw;
};

/* Where the inserted pieces are, as the engine counts: a line, a column in bytes, and how much has
 * been inserted in that line before. Marks are where the last white space before a piece ended: the
 * engine says that of a statement which begins right behind it. */
struct places {
    int32_t *lines, *columns, *shifts, *marks;
    const struct code *code;
};

/* A position in a generation's own text. */
struct place {
    int32_t generation, line, column;
};

struct found {
    uint64_t hash;
    uint64_t count;
    uint64_t step; /* when it was made: turns of loops and calls until then */
    uint32_t how, where;
    struct place place; /* for natives: where they were called */
    uint32_t length, bytes;
    bool is_cut, is_dull;
    char *text;
};

/* Where a module was asked for, by the hash of its name. */
struct import {
    uint64_t name;
    int32_t place;
};

/* A stub, or a place to record uses of something that is none. */
struct stub {
    JSValue behaviour;
    char *path;
    uint8_t use;     /* a place in Python's list of kinds of use */
    uint32_t record; /* of this run, plus one; 0: not used yet */
};

/* How a stub was used in this run, and where first. */
struct use {
    struct function calls;
    uint32_t stub;
    struct place place;
};

/* A builtin prototype of the stage's, and its counterpart in the guest's realm. */
struct pair {
    const void *ours;
    JSValue theirs;
};

struct pending;

struct tracer {
    JSContext *context;
    JSRuntime *runtime;
    struct callbacks callbacks;
    struct limits limits;
    bool is_active;
    enum trip trip;
    uint64_t loops;
    uint64_t seen;
    struct place end_place; /* where a guard or a deadline has ended the run */

    /* layout.c */
    struct frame **frame;
    struct list *gc_objects;
    eval_function **eval_slot;
    int32_t *interrupt_counter;
    eval_function *compile;

    /* evals.c and code.c */
    JSValue hooks[HOOKS];
    struct pending *pending;
    struct owner *owners;
    uint32_t owner_room, owner_count;
    uint32_t compilations;
    struct place *places;
    uint32_t place_count, place_room;
    int32_t next_place, standing;

    /* calls.c */
    struct function *functions;
    uint32_t function_count, function_room;
    uint32_t functions_from; /* where to look for news next */
    struct node *nodes;
    uint32_t node_count, node_room;
    struct call *calls;
    uint32_t call_count, call_room;
    uint32_t making_natives; /* those that code of their making runs in */
    uint32_t called, base_node;
    uint64_t nodes_dropped, entries;

    /* hooks.c */
    struct site *sites;
    uint32_t site_count, site_room, error_sites, sites_from;
    struct import *imports;
    uint32_t import_count, import_room;

    /* strings.c */
    struct found *found;
    uint32_t found_count, found_room, found_taken;
    size_t text_bytes; /* of those that have not been taken */
    uint32_t *slots;
    uint32_t slot_room, slots_used, new_strings, urgent_strings;
    uint64_t strings_dropped;
    uint32_t dull_count;
    JSAtom message, name, stack;
    JSValue date_to_string;

    /* stubs.c and uses.c */
    JSContext *stage;
    const struct object *stage_functions; /* its Function.prototype */
    struct stub *stubs;
    uint32_t stub_count, stub_room;
    struct use *uses;
    uint32_t use_count, use_room, uses_from;
    struct pair *pairs;
    uint32_t pair_count, pair_room;
    JSValue find_module;
    JSValue last_match, reword;
    JSValue type_of, type; /* a function of the stage; what it has said of the operand at hand */
    int32_t origin;        /* of what is being evaluated for a persona */

    /* natives.c */
    double clock_ms, epoch_ms;
    struct object *performance;
    uint32_t origin_property;
    uint64_t chance;
};

static inline struct tracer *tracer_of(JSContext *context)
{
    return JS_GetContextOpaque(context);
}

static inline bool is_text(JSValue value)
{
    return value.tag == TAG_STRING || value.tag == TAG_ROPE;
}

/* layout.c: returns NULL, or what does not fit. */
const char *find_layout(struct tracer *);

/* evals.c */
void install_evals(struct tracer *);
void *compile_module(struct tracer *, const char *name, const char *text, size_t bytes);
int interrupt(JSRuntime *, void *);
struct place current_place(const struct tracer *);
int32_t remember_place(struct tracer *);
void forget_places(struct tracer *);

/* code.c */
bool put_right(struct tracer *, const struct code *, uint32_t compilation, int first_line,
               const struct list *before);

/* owners.c */
bool has_bytecode(const struct object *);
bool set_owner(struct tracer *, const struct bytecode *, int32_t generation, uint32_t compilation);
int32_t owner_of(const struct tracer *, const struct bytecode *);
void forget_owners(struct tracer *);

/* positions.c */
void where_in(const struct bytecode *, const uint8_t *pc, int32_t *line, int32_t *column);
bool find_places(struct places *, const struct code *, int first_line);
void restore_positions(struct tracer *, struct bytecode *, const struct places *);

/* hooks.c */
const char *install_hooks(struct tracer *);
JSValue throw_trip(struct tracer *);
bool make_sites(struct tracer *, uint32_t up_to);
int32_t place_of_import(const struct tracer *, JSValue specifier);
void finish_sites(struct tracer *);
void forget_sites(struct tracer *);

/* calls.c */
bool room_for(void **things, uint32_t *room, uint32_t wanted, size_t size);
bool make_functions(struct tracer *, uint32_t up_to);
bool enter(struct tracer *, uint32_t function, const struct frame *);
void enter_code(struct tracer *, uint32_t function, const struct frame *);
bool is_native(const struct frame *);
void never_entered(struct tracer *, uint32_t function);
void leave_to(struct tracer *, const struct frame *);
uint32_t current_function(const struct tracer *);
void keep_value(struct tracer *, JSValue *kept, JSValue value);
void count_code(struct tracer *, uint32_t function);
void begin_program(struct tracer *, uint32_t function);
void forget_values(struct tracer *, struct function *);
void forget_calls(struct tracer *);

/* strings.c */
void see(struct tracer *, JSValue, uint32_t how, uint32_t where);
void note_text(struct tracer *, struct found *, const uint16_t *characters, uint32_t count,
               JSValue);
bool may_grow(const struct tracer *, const struct found *);
void forget_strings(struct tracer *);

/* growing.c */
void grow(struct tracer *, uint32_t site, JSValue);
void finish_growing(struct tracer *, uint32_t site);

/* texts.c */
uint32_t length_of(JSValue);
uint16_t character(const struct string *, const void *characters, uint32_t at);
const struct string *leaf(JSValue, bool is_first);
uint32_t copy_end(JSValue, bool is_start, uint16_t *out, uint32_t room);
uint64_t mix(uint64_t hash, uint64_t more);
uint64_t hash_characters(uint64_t hash, const uint16_t *, uint32_t count);
uint64_t hash_of(JSValue);

/* border.c */
bool is_stage_code(const struct tracer *, JSValue);
JSValue adopted(struct tracer *, JSValue);
JSValue handed_over(struct tracer *, JSContext *from, JSValue result);
generic_function make_pair;

/* realms.c */
bool watch_realms(struct tracer *, JSValue function);
bool is_of_stage(const struct tracer *, JSValue);

/* modules.c */
void *load_module(JSContext *, const char *name, void *tracer);
generic_function set_find_module;

/* matches.c */
void forget_match(struct tracer *);
void reword_error(struct tracer *, JSValue);
generic_function tell_last_match, set_reword, set_type_of;

/* uses.c */
bool note_use(struct tracer *, uint32_t stub, int count, JSValue *arguments);
void note_result(struct tracer *, uint32_t stub, JSValue result);
void forget_uses(struct tracer *);

/* natives.c */
void start_chance(struct tracer *, uint64_t seed);
void start_at(struct tracer *, double ms);

/* looks.c */
enum { LOOK_ENGINE, LOOK_ONE_LINE, LOOK_V8, LOOK_JSCRIPT };
uint32_t chosen_look(void);

/* describe.c */
size_t describe_error(struct tracer *, JSValue, char *out, size_t room);

/* memory.c */
void *take(void *block, size_t bytes);
void give(void *block);

/* pack.c */
struct pack {
    uint8_t *bytes;
    size_t used, room;
    bool has_failed;
};
void pack_array(struct pack *, uint32_t);
void pack_unsigned(struct pack *, uint64_t);
void pack_number(struct pack *, double);
void pack_bytes(struct pack *, const void *, uint32_t);
void pack_nothing(struct pack *);
void pack_flag(struct pack *, bool);
void pack_value(struct tracer *, struct pack *, JSValue);

#endif

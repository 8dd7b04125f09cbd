/*
 * Every piece of code that the engine compiles comes by here: the program, what eval and the four
 * function constructors are given by whatever path, string timers, modules.
 *
 * Theory of operation. The engine compiles and runs code through one pointer in its context, and
 * `compile_traced` takes its place. It asks Python for the instrumented text, has the engine compile
 * that instead, and puts the compiled code right (code.c) before its first instruction. Code that is
 * only compiled is put right at once. Code that the engine compiles and runs in one go is caught in
 * between: the engine polls its interrupt as it enters a function, so with the counter at its end
 * the first poll after compiling is the one that the new code begins with. No guest code can run
 * before it, for compiling runs none. The garbage collector is held off meanwhile, because the new
 * code is recognised by its place at the end of the engine's list of objects.
 *
 * Text in another dialect is rewritten first, to text of the same length, so that all positions hold.
 *
 * If the engine refuses the instrumented text, the guest's own is compiled as it is: so an error is
 * always the engine's own, about the guest's own text.
 */
#include "tracer.h"

#include <string.h>

enum { STATE_TRACED, STATE_UNTRACED, STATE_REFUSED };

/* A piece of code between its compilation and its first instruction. */
struct pending {
    struct pending *outer;
    struct code *code;
    const struct list *before;
    int first_line;
    uint32_t compilation; /* the how manieth */
    int32_t counter;
    size_t threshold;
    bool is_armed, has_failed, is_reported, is_plain;
};

static void report(struct tracer *t, struct pending *p, int state, const char *message)
{
    if (!p->is_reported)
        t->callbacks.on_compiled(p->code, state, message);
    p->is_reported = true;
}

static void disarm(struct tracer *t, struct pending *p)
{
    p->is_armed = false;
    JS_SetGCThreshold(t->runtime, p->threshold);
}

/* The new code is compiled and has not begun; false if it must not. */
static bool on_compiled(struct tracer *t, struct pending *p)
{
    disarm(t, p);
    if (put_right(t, p->code, p->compilation, p->first_line, p->before)) {
        report(t, p, p->is_plain ? STATE_UNTRACED : STATE_TRACED, "");
        return true;
    }
    p->has_failed = true;
    return false;
}

/* Tells whether the new code is about to run: it has been made a function. The engine also polls where it
 * refuses the code, to call Error.prepareStackTrace. */
static bool has_begun(const struct tracer *t, const struct pending *p)
{
    for (struct list *at = t->gc_objects->previous; at != p->before && at != t->gc_objects;
         at = at->previous)
        if (block_of(at)->gc_type == GC_TYPE_OBJECT && has_bytecode((struct object *)at))
            return true;
    return false;
}

/* The engine's interrupt: ours while code is caught, and after a guard has tripped; else Python's. */
int interrupt(JSRuntime *runtime, void *opaque)
{
    struct tracer *t = opaque;
    struct pending *p = t->pending;
    if (p != NULL && p->is_armed) {
        if (has_begun(t, p)) {
            on_compiled(t, p);
        } else {
            disarm(t, p);
            p->has_failed = true;
        }
        *t->interrupt_counter = p->counter;
        if (!p->has_failed || p->is_plain)
            return 0;
    }
    if (p != NULL && p->has_failed && !p->is_plain) {
        *t->interrupt_counter =
            1; /* until it is given up: the guest is not told of an error in text of ours */
        return 1;
    }
    if (t->trip != TRIP_NONE) {
        *t->interrupt_counter = 1; /* whatever swallowed the last one does not get far */
        return 1;
    }
    if (t->callbacks.on_interrupt == NULL || !t->callbacks.on_interrupt(runtime, NULL))
        return 0;
    t->end_place = current_place(t);
    *t->interrupt_counter = 1; /* no Error.prepareStackTrace of the guest's for this */
    return 1;
}

/* Returns where the innermost code of the guest's stands that is running now; for what a persona does later, where
 * it was asked for. */
struct place current_place(const struct tracer *t)
{
    struct place place = { .generation = -1 };
    for (const struct frame *frame = *t->frame; frame != NULL; frame = frame->previous) {
        if (frame->function.tag != TAG_OBJECT || !has_bytecode(object_of(frame->function)))
            continue;
        const struct bytecode *b = object_of(frame->function)->u.function.bytecode;
        place.generation = owner_of(t, b);
        if (place.generation < 0)
            continue; /* our own runtime */
        where_in(b, frame->pc, &place.line, &place.column);
        break;
    }
    if (place.generation < 0 && t->standing >= 0 && (uint32_t)t->standing < t->place_count)
        return t->places[t->standing];
    return place;
}

int32_t remember_place(struct tracer *t)
{
    if (!t->is_active || t->place_count >= INT32_MAX / 2 ||
        !room_for((void **)&t->places, &t->place_room, t->place_count + 1, sizeof(struct place)))
        return -1;
    t->places[t->place_count] = current_place(t);
    return (int32_t)t->place_count++;
}

void forget_places(struct tracer *t)
{
    t->place_count = 0;
    t->next_place = t->standing = -1;
}

/* Where the code that is being made was asked for. */
static struct place asking_place(const struct tracer *t)
{
    if (*t->frame == NULL && t->next_place >= 0 && (uint32_t)t->next_place < t->place_count)
        return t->places[t->next_place];
    struct place place = current_place(t);
    if (place.generation < 0 &&
        t->pending != NULL) /* a module that what is being compiled imports */
        place.generation = t->pending->code->generation;
    return place;
}

API void st_asking_place(const struct tracer *t, struct place *out)
{
    *out = asking_place(t);
}

static void describe_origin(struct tracer *t, struct code *code)
{
    const struct frame *own = *t->frame;
    code->maker = own != NULL && own->function.tag == TAG_OBJECT ? own->function.u.pointer : NULL;
    struct place place = asking_place(t);
    t->next_place = -1;
    code->parent = place.generation;
    code->origin = t->origin;
    t->origin = 0;
    code->line = place.line;
    code->column = place.column;
}

/* Apart, or its text would take room on the stack of each eval in an eval. */
static __attribute__((noinline)) void report_refusal(struct tracer *t, struct pending *p)
{
    char message[400];
    JSValue error = JS_GetException(t->context);
    describe_error(t, error, message, sizeof(message));
    JS_Throw(t->context, error);
    report(t, p, STATE_REFUSED, message);
    never_entered(t, p->code->root_function);
}

static JSValue compile_plain(struct tracer *t, struct pending *p, JSValue receiver, int line,
                             int flags, int scope)
{
    struct code *code = p->code;
    code->opener_count = code->pieces = 0;
    code->instrumented = NULL;
    p->is_plain = true;
    const char *text = code->rewritten == NULL ? code->text : code->rewritten;
    JSValue result =
        t->compile(t->context, receiver, text, code->bytes, code->file, line, flags, scope);
    if (p->is_armed) { /* it has not begun: it was only compiled, or the engine has refused it */
        *t->interrupt_counter = p->counter;
        if (result.tag != TAG_EXCEPTION) {
            on_compiled(t, p);
            return result;
        }
        disarm(t, p);
    }
    if (!p->is_reported) /* or it would have begun */
        report_refusal(t, p);
    return result;
}

static void arm(struct tracer *t, struct pending *p)
{
    p->compilation = ++t->compilations;
    p->before = t->gc_objects->previous;
    p->threshold = JS_GetGCThreshold(t->runtime);
    JS_SetGCThreshold(t->runtime, SIZE_MAX);
    p->counter = *t->interrupt_counter;
    *t->interrupt_counter = 1;
    p->is_armed = true;
    p->has_failed = false;
}

/* Compiles, and for code that runs at once runs it, with hooks. False if it has to be done without. */
static bool compile_with_hooks(struct tracer *t, struct pending *p, JSValue receiver, int line,
                               int flags, int scope, JSValue *result)
{
    struct code *code = p->code;
    arm(t, p);
    *result = t->compile(t->context, receiver, code->instrumented, code->instrumented_bytes,
                         code->file, line, flags, scope);
    if (p->is_armed) {
        *t->interrupt_counter = p->counter;
        if (result->tag == TAG_EXCEPTION) {
            disarm(t, p);
            p->has_failed = true;
        } else if (!on_compiled(t, p)) {
            JS_FreeValue(t->context, *result);
            return false;
        }
    }
    if (p->has_failed) {
        *t->interrupt_counter = p->counter;
        JS_FreeValue(t->context, JS_GetException(t->context));
    }
    return !p->has_failed;
}

static JSValue compile_traced(JSContext *context, JSValue receiver, const char *text, size_t bytes,
                              const char *file, int line, int flags, int scope)
{
    struct tracer *t = tracer_of(context);
    bool is_ours = strncmp(file, "stockade:", 9) == 0;
    const char *rewritten = is_ours ? NULL : t->callbacks.on_rewrite(text, bytes);
    if (!t->is_active || is_ours)
        return t->compile(context, receiver, rewritten == NULL ? text : rewritten, bytes, file,
                          line, flags, scope);
    struct code code = { .text = text,
                         .bytes = bytes,
                         .file = file,
                         .type = flags & EVAL_TYPE_MASK,
                         .rewritten = rewritten };
    describe_origin(t, &code);
    struct pending p = { .outer = t->pending, .code = &code, .first_line = line };
    int answer = t->callbacks.on_code(&code);
    bool is_traced = answer == ANSWER_TRACED;
    if (answer == ANSWER_REFUSED) /* the pieces of a function's text are none by themselves */
        return JS_ThrowSyntaxError(context, "Unexpected token '}'");
    if (t->trip != TRIP_NONE)
        return throw_trip(t);
    bool is_run = (flags & EVAL_COMPILE_ONLY) == 0 && code.root_function != NO_ID;
    if (is_run)
        enter_code(t, code.root_function, *t->frame);
    uint32_t calls = t->call_count, natives = t->making_natives;
    t->making_natives += is_run && is_native(*t->frame);
    JSValue result;
    t->pending = &p;
    if (!is_traced || !compile_with_hooks(t, &p, receiver, line, flags, scope, &result)) {
        arm(t, &p);
        code.opener_count = 0;
        result = compile_plain(t, &p, receiver, line, flags, scope);
    }
    t->pending = p.outer;
    t->making_natives = natives;
    if (code.type == EVAL_TYPE_MODULE && result.tag != TAG_EXCEPTION && t->base_node != NO_ID)
        count_code(t, code.root_function);
    if (t->call_count >= calls && calls > 0 && t->calls[calls - 1].function == code.root_function)
        t->call_count = calls - 1;
    return result;
}

/* Compiles a module's text; the context keeps it in its list. */
void *compile_module(struct tracer *t, const char *name, const char *text, size_t bytes)
{
    int flags = EVAL_TYPE_MODULE | EVAL_COMPILE_ONLY;
    JSValue module = compile_traced(t->context, UNDEFINED, text, bytes, name, 1, flags, -1);
    if (module.tag == TAG_EXCEPTION)
        return NULL;
    JS_FreeValue(t->context, module);
    return module.u.pointer;
}

void install_evals(struct tracer *t)
{
    *t->eval_slot = compile_traced;
    JS_SetModuleLoaderFunc(t->runtime, NULL, load_module, t);
}

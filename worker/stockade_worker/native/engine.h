/*
 * What we know of quickjs-ng 0.17: the part of its public API that we call, and the private layouts
 * that we read and write. layout.c proves every one of these on the live engine before it is used;
 * the prefixes end where our knowledge does.
 *
 * Source: quickjs.h and quickjs.c of quickjs-ng 0.17, 64-bit, without NaN boxing.
 */
#ifndef STOCKADE_ENGINE_H
#define STOCKADE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct JSRuntime JSRuntime;
typedef struct JSContext JSContext;
typedef struct JSModuleDef JSModuleDef;
typedef uint32_t JSAtom;

typedef struct {
    union {
        int32_t int32;
        double float64;
        void *pointer;
        uint64_t bits;
    } u;
    int64_t tag;
} JSValue;

enum {
    TAG_BIG_INT = -9,
    TAG_SYMBOL = -8,
    TAG_STRING = -7,
    TAG_ROPE = -6,
    TAG_MODULE = -3,
    TAG_BYTECODE = -2,
    TAG_OBJECT = -1,
    TAG_INT = 0,
    TAG_BOOL = 1,
    TAG_NULL = 2,
    TAG_UNDEFINED = 3,
    TAG_EXCEPTION = 6,
    TAG_SHORT_BIG_INT = 7,
    TAG_FLOAT64 = 8,
};

enum { EVAL_TYPE_GLOBAL = 0, EVAL_TYPE_MODULE = 1, EVAL_TYPE_DIRECT = 2, EVAL_TYPE_INDIRECT = 3 };
enum { EVAL_TYPE_MASK = 3, EVAL_COMPILE_ONLY = 1 << 5 };
enum { GC_TYPE_OBJECT = 0, GC_TYPE_BYTECODE = 1 };
enum {
    CALL_GENERIC = 0,
    CALL_GENERIC_MAGIC = 1,
    CALL_CONSTRUCTOR_OR_FUNC = 4,
    CALL_CONSTRUCTOR_OR_FUNC_MAGIC = 5,
    CALL_GETTER = 8
};

/* Asking one for a property can throw, and so call Error.prepareStackTrace. */
enum { CLASS_MODULE_NAMESPACE = 11 };

enum { OBJECT_IS_EXTENSIBLE = 2 }; /* among the flags of an object */

#define UNDEFINED ((JSValue){ .u = { .bits = 0 }, .tag = TAG_UNDEFINED })
#define EXCEPTION ((JSValue){ .u = { .bits = 0 }, .tag = TAG_EXCEPTION })

typedef JSValue generic_function(JSContext *, JSValue, int, JSValue *);
typedef JSValue magic_function(JSContext *, JSValue, int, JSValue *, int);
typedef JSValue getter_function(JSContext *, JSValue);
typedef JSValue eval_function(JSContext *, JSValue, const char *, size_t, const char *, int, int,
                              int);
typedef JSValue call_function(JSContext *, JSValue function, JSValue receiver, int, JSValue *, int);
typedef int define_function(JSContext *, JSValue object, JSAtom, JSValue value, JSValue getter,
                            JSValue setter, int flags);
typedef int interrupt_function(JSRuntime *, void *);

typedef struct {
    int flags;
    JSValue value, getter, setter;
} JSPropertyDescriptor;

struct eval_options {
    int version, flags;
    const char *file;
    int line;
};

struct property_name {
    bool is_enumerable;
    JSAtom atom;
};

/* The public API, resolved in the engine's own shared object. */
JSRuntime *JS_GetRuntime(JSContext *);
void *JS_GetContextOpaque(JSContext *);
void JS_SetContextOpaque(JSContext *, void *);
void JS_SetInterruptHandler(JSRuntime *, interrupt_function *, void *);
void JS_SetModuleLoaderFunc(JSRuntime *, void *, void *(*)(JSContext *, const char *, void *),
                            void *);
size_t JS_GetGCThreshold(JSRuntime *);
void JS_SetGCThreshold(JSRuntime *, size_t);
JSValue JS_NewCFunction2(JSContext *, generic_function *, const char *, int, int, int);
JSValue JS_DupValue(JSContext *, JSValue);
void JS_FreeValue(JSContext *, JSValue);
JSValue JS_Call(JSContext *, JSValue, JSValue, int, JSValue *);
JSValue JS_NewStringUTF16(JSContext *, const uint16_t *, size_t);
JSValue JS_NewStringLen(JSContext *, const char *, size_t);
JSValue JS_GetException(JSContext *);
JSValue JS_Throw(JSContext *, JSValue);
JSValue JS_ThrowInternalError(JSContext *, const char *, ...);
JSValue JS_ThrowReferenceError(JSContext *, const char *, ...);
void JS_SetUncatchableError(JSContext *, JSValue);
uint32_t JS_GetClassID(JSValue);
bool JS_IsProxy(JSValue);
int JS_GetOwnProperty(JSContext *, JSPropertyDescriptor *, JSValue, JSAtom);
JSValue JS_GetPrototype(JSContext *, JSValue);
JSAtom JS_NewAtom(JSContext *, const char *);
const char *JS_ToCStringLen2(JSContext *, size_t *, JSValue, bool);
void JS_FreeCString(JSContext *, const char *);
JSValue JS_Eval2(JSContext *, const char *, size_t, struct eval_options *);
JSValue JS_CallConstructor(JSContext *, JSValue, int, JSValue *);
JSValue JS_NewObject(JSContext *);
int JS_PreventExtensions(JSContext *, JSValue);
int JS_SetPrototype(JSContext *, JSValue, JSValue);
int JS_DefinePropertyValue(JSContext *, JSValue, JSAtom, JSValue, int flags);
int JS_GetOwnPropertyNames(JSContext *, struct property_name **, uint32_t *, JSValue, int flags);
void JS_FreePropertyEnum(JSContext *, struct property_name *, uint32_t);
int JS_GetTypedArrayType(JSValue);
JSValue JS_GetTypedArrayBuffer(JSContext *, JSValue, size_t *offset, size_t *bytes, size_t *each);
bool JS_IsUncatchableError(JSValue);
bool JS_IsError(JSValue);
int JS_ToFloat64(JSContext *, double *, JSValue);
JSValue JS_ThrowOutOfMemory(JSContext *);
JSValue JS_ThrowSyntaxError(JSContext *, const char *, ...);
void JS_SetIsHTMLDDA(JSContext *, JSValue);
JSModuleDef *JS_NewCModule(JSContext *, const char *, int (*)(JSContext *, JSModuleDef *));
int JS_AddModuleExport(JSContext *, JSModuleDef *, const char *);
int JS_SetModuleExport(JSContext *, JSModuleDef *, const char *, JSValue);
int JS_SetModulePrivateValue(JSContext *, JSModuleDef *, JSValue);
JSValue JS_GetModulePrivateValue(JSContext *, JSModuleDef *);
const char *JS_AtomToCStringLen(JSContext *, size_t *, JSAtom);
void *js_malloc(JSContext *, size_t);
void js_free(JSContext *, void *);

struct list {
    struct list *previous, *next;
};

/* Every garbage-collected thing begins with its place in the list of all of them. */
struct gc_object {
    struct list link;
};

/* The eight bytes before each allocation. */
struct block {
    uint16_t index;
    uint8_t size_index;
    uint8_t gc_type : 7;
    uint8_t mark : 1;
    int32_t references;
};

struct frame {
    struct frame *previous;
    JSValue function;
    JSValue *arguments;
    JSValue *variables;
    void **variable_references;
    uint8_t *pc;
    uint16_t variable_reference_count;
    uint16_t argument_count;
};

struct bytecode {
    struct gc_object header;
    uint16_t flags[4];
    uint8_t *code;
    int32_t code_bytes;
    JSAtom name;
    void *variables;
    void *closure_variables;
    uint16_t argument_count, variable_count, defined_argument_count, stack_size;
    uint16_t variable_reference_count, closure_variable_count;
    int32_t constant_count;
    JSContext *realm;
    JSValue *constants;
    JSAtom file;
    int32_t line, column;
    int32_t source_bytes;
    int32_t positions_bytes;
    uint8_t *positions;
    char *source;
};

struct shape {
    struct gc_object header;
    uint32_t fields[6];
    void *next;
    struct object *prototype;
};

struct object {
    struct gc_object header;
    uint8_t flags, more_flags;
    uint16_t class_id;
    struct shape *shape;
    void *properties;
    void *weak_references;
    union {
        struct {
            struct bytecode *bytecode;
        } function;
        struct {
            JSContext *realm;
            union {
                generic_function *plain;
                magic_function *magic;
                getter_function *getter;
            } function;
            uint8_t length, protocol;
            int16_t magic;
        } native;
    } u;
};

struct string {
    uint32_t length : 31;
    uint32_t is_wide : 1;
    uint32_t hash : 28;
    uint32_t kind : 2;
    uint32_t atom_type : 2;
    uint32_t hash_next;
    void *weak_references;
};

struct rope {
    uint32_t length;
    uint8_t is_wide, depth;
    JSValue left, right;
};

enum { STRING_NORMAL = 0, STRING_SLICE = 1, STRING_INDIRECT = 2 };

static inline struct block *block_of(const void *thing)
{
    return (struct block *)thing - 1;
}

static inline struct object *object_of(JSValue value)
{
    return value.u.pointer;
}

static inline const void *characters_of(const struct string *string)
{
    const void *after = string + 1;
    if (string->kind == STRING_INDIRECT)
        return *(void *const *)after;
    if (string->kind == STRING_SLICE) {
        const struct string *parent = *(struct string *const *)after;
        return (const char *)(parent + 1) + ((const uint32_t *)after)[2];
    }
    return after;
}

#endif

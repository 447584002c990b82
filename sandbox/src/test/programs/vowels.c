/* An Extism plug-in: counts vowels, and remembers the total of one run in a variable. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define HOST(name) __attribute__((import_module("extism:host/env"), import_name(name)))
typedef uint64_t Handle;

HOST("alloc") Handle alloc(uint64_t length);
HOST("free") void release(Handle block);
HOST("length") uint64_t length(Handle block);
HOST("length_unsafe") uint64_t length_unsafe(Handle block);
HOST("load_u8") uint8_t load_u8(Handle at);
HOST("load_u64") uint64_t load_u64(Handle at);
HOST("store_u8") void store_u8(Handle at, uint8_t value);
HOST("store_u64") void store_u64(Handle at, uint64_t value);
HOST("input_offset") Handle input_offset(void);
HOST("input_length") uint64_t input_length(void);
HOST("input_load_u8") uint8_t input_load_u8(uint64_t at);
HOST("input_load_u64") uint64_t input_load_u64(uint64_t at);
HOST("output_set") void output_set(Handle at, uint64_t length);
HOST("error_set") void error_set(Handle message);
HOST("config_get") Handle config_get(Handle key);
HOST("var_get") Handle var_get(Handle key);
HOST("var_set") void var_set(Handle key, Handle value);
HOST("log_info") void log_info(Handle message);

static Handle keep(const char *text) {
    size_t n = strlen(text);
    Handle block = alloc(n);
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t eight;
        memcpy(&eight, text + i, 8);
        store_u64(block + i, eight);
    }
    for (; i < n; i++) store_u8(block + i, text[i]);
    return block;
}

static void fetch(Handle block, char *text, size_t room) {
    uint64_t n = length(block);
    size_t i = 0;
    for (; i < n && i + 1 < room; i++) text[i] = load_u8(block + i);
    text[i] = 0;
}

__attribute__((export_name("count_vowels"))) int32_t count_vowels(void) {
    char vowels[64] = "aeiouAEIOU", total[32] = "0", text[160];
    Handle key = keep("vowels");
    Handle configured = config_get(key);
    if (configured) fetch(configured, vowels, sizeof vowels);
    unsigned count = 0;
    for (uint64_t i = 0; i < input_length(); i++) {
        char letter = (char)input_load_u8(i);
        count += letter && strchr(vowels, letter);
    }
    snprintf(total, sizeof total, "%u", count);
    var_set(keep("total"), keep(total));
    fetch(var_get(keep("total")), total, sizeof total);
    snprintf(text, sizeof text, "{\"count\":%u,\"total\":%s,\"vowels\":\"%s\"}", count, total, vowels);
    Handle answer = keep(text);
    output_set(answer, length_unsafe(answer));
    release(key);
    return 0;
}

__attribute__((export_name("fail"))) int32_t fail(void) {
    error_set(keep("no vowels today"));
    return 1;
}

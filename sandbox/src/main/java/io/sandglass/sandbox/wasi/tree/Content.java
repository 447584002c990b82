package io.sandglass.sandbox.wasi.tree;

import io.sandglass.sandbox.engine.GuestMemory;

/** The bytes of a file. */
sealed interface Content permits GivenBytes, Pages {
    long size();

    /** Copies bytes of the file into the guest; both ranges were checked. */
    void read(long position, GuestMemory memory, long address, int length);

    /** Copies bytes of the guest into the file, inside its size; both ranges were checked. */
    void write(long position, GuestMemory memory, long address, int length);

    /** Cuts the file, or lengthens it by zeros. */
    void resize(long size);

    byte[] bytes();
}

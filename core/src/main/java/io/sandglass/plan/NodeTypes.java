package io.sandglass.plan;

import io.sandglass.spec.TypeRef;
import java.util.Collection;
import java.util.Optional;

/** Where the planner finds node types: the door to the plugin host. Thread-safe; answers change as plugins come and go. */
public interface NodeTypes {
    /** The newest type that fits. */
    Optional<ResolvedType> resolve(TypeRef ref);

    /** The type that fits and has exactly this digest, if it is still there: for resuming a run. */
    Optional<ResolvedType> resolve(TypeRef ref, String digest);

    /** All names, for a hint at a misspelt one. */
    Collection<String> names();
}

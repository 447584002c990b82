package io.sandglass.store.ledger;

import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.StoredSpec;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.codec.ByteSink;
import io.sandglass.store.codec.ByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What people deploy, as it stands in entries of the journal: workflows, their files and triggers, and plugins. */
final class DeployedCodec {
    private DeployedCodec() {}

    static void spec(ByteSink out, StoredSpec spec) {
        workflow(out, spec.workflow());
        out.count(spec.revision()).text(spec.body()).text(spec.sha256()).text(spec.source());
        out.time(spec.createdAt());
    }

    static StoredSpec spec(ByteSource in) {
        return new StoredSpec(workflow(in), in.smallCount(), in.text(), in.text(), in.text(), in.time());
    }

    static void deployment(ByteSink out, Deployment deployment) {
        out.text(deployment.file()).flag(deployment.workflow().isPresent());
        deployment.workflow().ifPresent(workflow -> workflow(out, workflow));
        out.count(deployment.revision()).text(deployment.problems()).time(deployment.at());
    }

    static Deployment deployment(ByteSource in) {
        return new Deployment(
                in.text(),
                in.flag() ? Optional.of(workflow(in)) : Optional.empty(),
                in.smallCount(),
                in.text(),
                in.time());
    }

    static void triggers(ByteSink out, List<TriggerRow> rows) {
        out.count(rows.size());
        for (TriggerRow row : rows) {
            triggerKey(out, row.key());
            out.count(row.revision()).text(row.kind()).text(row.expression()).optionalText(row.zone());
            out.flag(row.enabled()).time(row.firstDeployedAt()).optionalTime(row.nextFireTime());
        }
    }

    static List<TriggerRow> triggers(ByteSource in) {
        return list(in, DeployedCodec::trigger);
    }

    private static TriggerRow trigger(ByteSource in) {
        return new TriggerRow(
                triggerKey(in),
                in.smallCount(),
                in.text(),
                in.text(),
                in.optionalText(),
                in.flag(),
                in.time(),
                in.optionalTime());
    }

    static void plugins(ByteSink out, List<PluginRow> rows) {
        out.count(rows.size());
        for (PluginRow row : rows) {
            out.text(row.file()).text(row.kind()).text(row.digest());
            out.count(row.types().size());
            row.types().forEach(out::text);
            out.text(row.state()).text(row.reason()).time(row.seenAt());
        }
    }

    static List<PluginRow> plugins(ByteSource in) {
        return list(in, DeployedCodec::plugin);
    }

    private static PluginRow plugin(ByteSource in) {
        return new PluginRow(
                in.text(), in.text(), in.text(), list(in, ByteSource::text), in.text(), in.text(), in.time());
    }

    static void workflow(ByteSink out, WorkflowKey workflow) {
        out.text(workflow.namespace()).text(workflow.id());
    }

    static WorkflowKey workflow(ByteSource in) {
        return new WorkflowKey(in.text(), in.text());
    }

    static void triggerKey(ByteSink out, TriggerKey trigger) {
        workflow(out, trigger.workflow());
        out.text(trigger.name());
    }

    static TriggerKey triggerKey(ByteSource in) {
        return new TriggerKey(workflow(in), in.text());
    }

    private static <T> List<T> list(ByteSource in, Function<ByteSource, T> item) {
        List<T> items = new ArrayList<>();
        for (int i = in.length(); i > 0; i--) {
            items.add(item.apply(in));
        }
        return items;
    }
}

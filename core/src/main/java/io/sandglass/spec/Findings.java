package io.sandglass.spec;

import io.sandglass.expression.BadExpression;
import io.sandglass.migration.Position;
import io.sandglass.migration.SpecDocument;
import io.sandglass.migration.SpecProblem;
import java.util.List;

/** Collects what is wrong with one document, and knows where things stand in its text. Not thread-safe. */
final class Findings {
    private final SpecDocument document;
    private final ScalarText text;
    private final ProblemList problems = new ProblemList();

    Findings(SpecDocument document) {
        this.document = document;
        this.text = new ScalarText(document.text());
    }

    List<SpecProblem> problems() {
        return problems.all();
    }

    /** Whether enough was found: looking further would cost time and help nobody. */
    boolean full() {
        return problems.full();
    }

    /** Something is wrong with a value. */
    void atValue(String pointer, Misfit misfit) {
        add(pointer, document.position(pointer), misfit);
    }

    /** Something is wrong with a key, or with there being one. */
    void atKey(String pointer, Misfit misfit) {
        add(pointer, document.keyPosition(pointer), misfit);
    }

    /** Something is wrong inside a string. */
    void inText(String pointer, String text, int offset, Misfit misfit) {
        add(pointer, position(pointer, text, offset), misfit);
    }

    /** @param text the string that stands at the base pointer and the flaw's own */
    void flaw(String base, BadExpression.Flaw flaw, String text) {
        Misfit misfit = new Misfit("BAD_EXPRESSION", flaw.reason(), flaw.remedy());
        inText(base + flaw.pointer(), text, flaw.offset(), misfit);
    }

    /** Where a character of a string stands. */
    Position position(String pointer, String value, int offset) {
        return text.locate(document.position(pointer), value, offset);
    }

    private void add(String pointer, Position position, Misfit misfit) {
        problems.add(new SpecProblem(misfit.code(), pointer, position, misfit.reason(), misfit.remedy()));
    }
}

package io.sandglass.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrashAtTest {
    @Test
    void endsTheProcessAtTheGivenPassOfItsPointOnly() {
        int[] ends = {0};
        CrashAt crash = new CrashAt(FaultPoint.BEFORE_ACK, 2, () -> ends[0]++);

        crash.at(FaultPoint.BEFORE_ACK);
        crash.at(FaultPoint.AFTER_RUN_INSERT);
        assertThat(ends).containsExactly(0);
        crash.at(FaultPoint.BEFORE_ACK);
        crash.at(FaultPoint.BEFORE_ACK);

        assertThat(ends).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource
    void isAskedForByTheLabelOfAPoint(FaultPoint point) {
        assertThat(CrashAt.parse(point.label()).point()).isEqualTo(point);
        assertThat(CrashAt.parse(point.label()).pass()).isEqualTo(1);
        assertThat(CrashAt.parse(point.label() + ":17").pass()).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before-ack:0", "before-ack:", "before-ack:x", "before-ack:-1"})
    void refusesACountThatIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CrashAt.parse(text))
                .withMessage("-Dsandglass.crash must be point or point:n with n from 1, but is '" + text + "'");
    }

    @Test
    void refusesAPointThatDoesNotExistAndNamesThoseThatDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CrashAt.parse("before-lunch:1"))
                .withMessageStartingWith("there is no fault point 'before-lunch'; there are after-trigger-read, ")
                .withMessageEndingWith(", recovery-after");
    }
}

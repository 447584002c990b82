package io.sandglass.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenancyTest {
    @Test
    void theMostPreciseNamespaceDecides() {
        Tenancy tenancy = new Tenancy(
                List.of(Tenant.of("acme", "acme", "acme.*"), Tenant.of("lab", "acme.lab.*", "lab")), Map.of());

        assertThat(tenancy.of("acme").name()).isEqualTo("acme");
        assertThat(tenancy.of("acme.shop").name()).isEqualTo("acme");
        assertThat(tenancy.of("acme.lab").name()).isEqualTo("acme");
        assertThat(tenancy.of("acme.lab.one").name()).isEqualTo("lab");
        assertThat(tenancy.of("acmeother").name()).isEqualTo("default");
        assertThat(tenancy.of("lab.one").name()).isEqualTo("default");
    }

    @Test
    void theDefaultTenantIsAlwaysThereAndMayBeGiven() {
        assertThat(Tenancy.NONE.tenants()).containsExactly(Tenant.of("default"));
        assertThat(new Tenancy(List.of(Tenant.of("default").weight(3)), Map.of()).of("x"))
                .isEqualTo(Tenant.of("default").weight(3));
    }

    @Test
    void twoTenantsCannotClaimOneNamespace() {
        List<Tenant> tenants = List.of(Tenant.of("a", "shop"), Tenant.of("b", "shop"));

        assertThatThrownBy(() -> new Tenancy(tenants, Map.of()))
                .hasMessage("the namespace 'shop' is claimed by the tenants 'a' and 'b'; leave it to one of them");
    }
}

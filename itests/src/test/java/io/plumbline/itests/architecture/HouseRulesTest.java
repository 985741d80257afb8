package io.plumbline.itests.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.BeforeClass;
import org.junit.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;

/** What holds in every bundle. */
public class HouseRulesTest {
    private static final int LONGEST_POM = 40;
    private static JavaClasses all;

    @BeforeClass
    public static void readClasses() {
        all = Bundles.allClasses();
    }

    @Test
    public void namesSayWhatAClassIsForNotThatItIsOne() {
        // a whole word of the name: Implementing is none of them, and quality managers are people
        noClasses().should().haveNameMatching(".*(?<!Quality)(Impl|Manager|Helper|Utils?|DTO|Dto)(?![a-z]).*").check(all);
        noClasses().should().resideInAnyPackage("..impl..", "..internal..", "..util..", "..utils..", "..helper..", "..dto..").check(all);
    }

    @Test
    public void camelStaysInRoutes() {
        outside("io.plumbline.routes..").should().dependOnClassesThat().resideInAPackage("org.apache.camel..").check(all);
        // the demo's mailbox brings its own Jakarta Mail
        outside("io.plumbline.routes..", "io.plumbline.demo..").should().dependOnClassesThat().resideInAPackage("jakarta..").check(all);
    }

    @Test
    public void camelCarriesAndDoesNotDecide() {
        noClasses().that().resideInAPackage("io.plumbline.routes..")
                .should().callMethodWhere(target(name("choice")).and(target(owner(nameMatching("org\\.apache\\.camel\\..*"))))).allowEmptyShould(true).check(all);
    }

    @Test
    public void sqlStaysInTheStore() {
        outside("io.plumbline.store..").should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..").check(all);
    }

    @Test
    public void theWebStaysInItsRooms() {
        outside("io.plumbline.http..", "io.plumbline.soap..", "io.plumbline.rest..", "io.plumbline.web..", "io.plumbline.demo..")
                .should().dependOnClassesThat().resideInAnyPackage("javax.servlet..", "javax.ws.rs..", "javax.jws..", "javax.xml.ws..", "org.apache.cxf..").check(all);
    }

    /** Only what may come and go while the component stays comes through a field or a method: constructors know no dynamic references. */
    @Test
    public void whatAComponentNeedsComesThroughItsConstructor() {
        List<String> injected = Bundles.xml("OSGI-INF").stream().flatMap(component -> Bundles.elements(component, "reference").stream()
                .filter(r -> (r.hasAttribute("bind") || r.hasAttribute("field")) && !r.getAttribute("policy").equals("dynamic"))
                .map(r -> component.getDocumentElement().getAttribute("name") + ": " + r.getAttribute("name"))).toList();
        assertThat(injected).isEmpty();
        noFields().should().beAnnotatedWith("javax.inject.Inject").check(all);
    }

    @Test
    public void aFieldThatMayChangeUnderneathSaysSo() {
        fields().that().areAnnotatedWith("org.osgi.service.component.annotations.Reference").and().areNotFinal()
                .should().haveModifier(com.tngtech.archunit.core.domain.JavaModifier.VOLATILE).allowEmptyShould(true).check(all);
    }

    @Test
    public void stateIsFinalInTheDomain() {
        fields().that().areDeclaredInClassesThat().resideInAPackage("io.plumbline.domain..").should().beFinal().check(all);
    }

    @Test
    public void theDomainCountsExactly() {
        fields().that().areDeclaredInClassesThat().resideInAPackage("io.plumbline.domain..").should().notHaveRawType(double.class)
                .andShould().notHaveRawType(float.class).andShould().notHaveRawType(Double.class).andShould().notHaveRawType(Float.class).check(all);
    }

    @Test
    public void timeIsAnArgument() {
        noClasses().that().resideInAPackage("io.plumbline.domain..")
                .should().callMethodWhere(target(name("now")).and(target(owner(nameMatching("java\\.time\\..*")))))
                .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
                .orShould().callConstructor(java.util.Date.class).check(all);
    }

    @Test
    public void nobodySleepsOrPrints() {
        noClasses().should().callMethodWhere(target(name("sleep")).and(target(owner(name("java.lang.Thread"))))).check(all);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(all);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(all);
    }

    @Test
    public void portsOfTheDomainAreInterfacesAndItsExceptionsAreFew() {
        classes().that().resideInAPackage("io.plumbline.domain..").and().areAssignableTo(Exception.class)
                .should().haveFullyQualifiedName("io.plumbline.domain.Stale").check(all);
    }

    @Test
    public void sourcesHaveNoLeftovers() throws IOException {
        Pattern leftover = Pattern.compile("@author|\\bTODO\\b|\\bFIXME\\b|\\bXXX\\b|printStackTrace\\(\\)");
        List<String> found = new ArrayList<>();
        for (String bundle : Bundles.names()) {
            try (Stream<Path> files = Files.walk(Bundles.project("bundles").resolve(bundle).resolve("src/main"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    List<String> lines = Files.readAllLines(file);
                    for (int i = 0; i < lines.size(); i++) {
                        if (leftover.matcher(lines.get(i)).find()) {
                            found.add(Bundles.project("").relativize(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
                        }
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    public void aBundlesPomIsShortAndNamedLikeItsFolder() throws IOException {
        for (String bundle : Bundles.names()) {
            List<String> pom = Files.readAllLines(Bundles.project("bundles").resolve(bundle).resolve("pom.xml"));
            assertThat(pom).as("lines of " + bundle + "/pom.xml").hasSizeLessThanOrEqualTo(LONGEST_POM);
            assertThat(pom).as(bundle + "/pom.xml").anyMatch(l -> l.strip().equals("<artifactId>" + bundle + "</artifactId>"));
        }
    }

    private static GivenClassesConjunction outside(String... packages) {
        return noClasses().that().resideOutsideOfPackages(packages);
    }
}

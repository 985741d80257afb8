package io.plumbline.web.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import javax.ws.rs.core.Response;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

import io.plumbline.application.Ids;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.CauseCatalogue;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.CauseCategory;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.FakeRequest;
import io.plumbline.web.Fakes;

public class CategoryResourceTest {
    private final List<CauseCategory> own = new ArrayList<>();
    private final CategoryResource categories = new CategoryResource(Fakes.pages(), new KeepCatalogue(Fakes.AT_ONCE, new Ids(), Fakes.port(Journal.class), new CauseCategories() {
        @Override
        public List<CauseCategory> of(Site of) {
            return own.stream().filter(c -> c.site().equals(of)).toList();
        }

        @Override
        public void add(CauseCategory category) {
            own.add(category);
        }

        @Override
        public void save(CauseCategory category) {
            own.replaceAll(c -> c.id().equals(category.id()) ? category : c);
        }
    }));

    private static FakeRequest to(String path) {
        return FakeRequest.to(path).by(Language.EN, Role.QUALITY_MANAGER);
    }

    private static Document page(Response answer) {
        return Jsoup.parse((String) answer.getEntity());
    }

    @Test
    public void aCategoryIsAddedAndRetiredAndNeverDeleted() {
        assertThat(categories.add(to("/causes/categories").with("code", "cold-chain").with("name", "Cold <chain>").with("bone", "MILIEU").get()).getStatus()).isEqualTo(303);
        assertThat(categories.retire(to("/x").get(), "cold-chain").getStatus()).isEqualTo(303);
        categories.retire(to("/x").get(), "packaging");
        categories.retire(to("/x").get(), "packaging");
        assertThat(own).extracting(CauseCategory::code).containsExactly("cold-chain", "packaging");
        assertThat(own).extracting(CauseCategory::version).as("said twice, done once").containsExactly(2L, 1L);
        Document page = page(categories.categories(to("/causes/categories").get()));
        assertThat(page.select("li:has(.is-quiet)").eachText()).containsExactly("Packaging unsuitable packaging retired Take up again Packaging unsuitable", "Cold <chain> cold-chain retired Take up again Cold <chain>");
        categories.restore(to("/x").get(), "packaging");
        assertThat(page(categories.categories(to("/causes/categories").get())).select("li:has(.is-quiet)")).hasSize(1);
        Response refused = categories.add(to("/causes/categories").with("code", "Cold chain").with("name", "").get());
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(page(refused).select(".errors a").eachAttr("href")).containsExactly("#code", "#name", "#bone");
        assertThat(page(categories.categories(FakeRequest.to("/causes/categories").by(Language.EN, Role.AUDITOR).get())).select("main form")).as("auditors read").isEmpty();
    }

    private List<String> refused(String code, String name) {
        Response answer = categories.add(to("/causes/categories").with("code", code).with("name", name).with("bone", "MILIEU").get());
        assertThat(answer.getStatus()).isEqualTo(422);
        return page(answer).select(".errors a").eachText();
    }

    @Test
    public void whatIsTakenAndWhatIsTooMuchIsSaidInWordsOfItsOwn() {
        categories.add(to("/causes/categories").with("code", "cold-chain").with("name", "Cold chain").with("bone", "MILIEU").get());
        String code = "There is a category with this code. Choose another code, or take the retired one up again.";
        String name = "There is a category with this name. Choose another one.";
        assertThat(refused("packaging", "Boxes")).as("a standard one").containsExactly(code);
        assertThat(refused("chain", " COLD chain ")).containsExactly(name);
        assertThat(refused("cold-chain", "Cold chain")).containsExactly(code, name);
        assertThat(refused("Cold", "Cold chain")).as("a code that is none is said alone").containsExactly("Give a code of 1 to 40 characters of a–z and 0–9, words joined by hyphens, such as cold-chain.");
        categories.retire(to("/x").get(), "budget");
        for (int i = 2; i <= CauseCatalogue.MOST; i++) {
            assertThat(categories.add(to("/causes/categories").with("code", "own-" + i).with("name", "Own " + i).with("bone", "MILIEU").get()).getStatus()).as("number %s", i).isEqualTo(303);
        }
        assertThat(refused("one-more", "One more")).containsExactly("The site has as many categories of its own as it can have. Use one of them.");
        assertThat(own).as("and the standard one that was retired").hasSize(CauseCatalogue.MOST + 1);
    }
}

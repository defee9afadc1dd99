/**
 * The web kit of the faces: routes, forms, pages, texts, cookies and headers, so that a face is only its own pages.
 *
 * <p>A face is one servlet in the container's <em>default</em> servlet context and a folder of templates and texts in its
 * own bundle ({@code /templates/*.html}, {@code /texts.properties}, {@code /texts_fr.properties},
 * {@code /texts_de.properties}; all UTF-8):
 *
 * <pre>{@code
 * @Component(service = Servlet.class)
 * @HttpWhiteboardServletName("portal")
 * @HttpWhiteboardServletPattern("/*")
 * @SallyportFace("portal")
 * public final class PortalServlet extends FaceServlet {
 *
 *     @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
 *     private volatile SignIn signIn;
 *
 *     @Override
 *     protected void routes(Routes routes) {
 *         routes.get("/", visit -> visit.view("sign-in").title("signin.title"))
 *               .post("/", this::begin);
 *     }
 *
 *     private Reply begin(Visit visit) throws Exception {
 *         String name = visit.form().name("name");
 *         SignIn doors = present(signIn, "sign-in");        // absent: the 503 page
 *         ...
 *         return visit.view("sign-in").title("signin.title").with("name", name).error("signin.refused").status(401);
 *     }
 * }
 * }</pre>
 *
 * and {@code /templates/sign-in.html} (JMustache; everything is escaped):
 *
 * <pre>{@code
 * <form class="card" method="post" action="/">
 *   {{#csrf}}/{{/csrf}}
 *   <h1>{{t.signin.title}}</h1>
 *   {{>messages}}
 *   <p class="field"><label for="name">{{t.signin.name}}</label>
 *     <input id="name" name="name" value="{{name}}" autocomplete="username" required></p>
 *   <p><button class="primary">{{#icon}}door{{/icon}} {{t.signin.go}}</button></p>
 * </form>
 * }</pre>
 *
 * <p>Lists, pickers, the status bar, enrolment: this bundle's {@code src/test/resources/templates/gallery-*.html} show the
 * mark-up of every component, and its unit tests draw them into {@code target/gallery/}. {@link org.sallyport.web.FaceCheck}
 * tells a face's unit test which texts are missing and which templates are out of order.
 *
 * <p>The kit sets the security headers, answers wrong verbs, unknown paths and bad input, checks every POST's form token
 * ({@code {{#csrf}}} with the form's own action inside), and turns {@code UnavailableException} and
 * {@code DirectoryException} into the 503 page, everything else that is thrown into the 500 page and one line in the log.
 */
@Export
@Version("1.0.0")
package org.sallyport.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

package org.sallyport.console;

import jakarta.servlet.Servlet;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import org.sallyport.api.access.AccessAdministration;
import org.sallyport.api.administration.AccountAdministration;
import org.sallyport.api.administration.ApiTokens;
import org.sallyport.api.administration.DirectoryAdministration;
import org.sallyport.api.administration.TwoFactorAdministration;
import org.sallyport.api.audit.AuditTrail;
import org.sallyport.api.licence.LicenceStatus;
import org.sallyport.api.session.Session;
import org.sallyport.api.signin.SignIn;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.FaceServlet;
import org.sallyport.web.Reply;
import org.sallyport.web.Routes;
import org.sallyport.web.SallyportFace;
import org.sallyport.web.View;
import org.sallyport.web.Visit;

/** The administrators' face at {@code /console/}: who may come in, and which class makes which page. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-console")
@HttpWhiteboardServletPattern("/console/*")
@SallyportFace("console")
public final class ConsoleServlet extends FaceServlet {

    private static final long serialVersionUID = 1L;

    /** Room for some two thousand ticked names. */
    private static final int LIST_FORM_LIMIT = 128 * 1024;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile SignIn signIn;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile TwoFactorAdministration twoFactor;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile DirectoryAdministration directories;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile AccountAdministration accounts;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile AuditTrail trail;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile AccessAdministration access;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile ApiTokens tokens;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile LicenceStatus licence;

    /** For tests: the same servlet with these services, null for one that is away. */
    ConsoleServlet with(SignIn doors, TwoFactorAdministration administration, DirectoryAdministration sources,
            AccountAdministration editing, AuditTrail log, LicenceStatus known) {
        signIn = doors;
        twoFactor = administration;
        directories = sources;
        accounts = editing;
        trail = log;
        licence = known;
        return this;
    }

    /** For tests: with these tokens too. */
    ConsoleServlet with(ApiTokens kept) {
        tokens = kept;
        return this;
    }

    /** For tests: the same with these doors. */
    ConsoleServlet with(AccessAdministration beside) {
        access = beside;
        return this;
    }

    @Override
    protected void routes(Routes table) {
        new StatusPages(this::twoFactor, this::access, () -> Optional.ofNullable(licence)).add(table);
        People people = new People(this::severalRealms);
        new MemberPages(this::twoFactor, people).add(table);
        new ResetPages(this::twoFactor, people).add(table);
        new DirectoryPages(this::directories, this::twoFactor, people).add(table);
        new LeftBehindPages(this::directories).add(table);
        new AccountPages(this::accounts, people).add(table);
        AccountPage account = new AccountPage(this::accounts, people);
        account.add(table);
        new MembershipPages(this::accounts, account).add(table);
        new LogPage(() -> present(trail, "the log"), people).add(table);
        new SettingsPages(this::twoFactor, people).add(table);
        new AdministratorPages(this::twoFactor, people).add(table);
        new TokenPages(() -> present(tokens, "the administration of tokens")).add(table);
        new DoorPages(this::access).add(table);
        new GatePages(this::access).add(table);
        new ApplicationPages(this::access, this::twoFactor, people).add(table);
        table.get("/console", visit -> Reply.seeOther(Admission.HOME));
    }

    private TwoFactorAdministration twoFactor() {
        return present(twoFactor, "two-factor administration");
    }

    private AccessAdministration access() {
        return present(access, "the doors");
    }

    private DirectoryAdministration directories() {
        return present(directories, "directory administration");
    }

    /** Also asked for pages that would do without the answer. */
    private boolean severalRealms() {
        DirectoryAdministration present = directories;
        return present != null && present.names().size() > 1;
    }

    private AccountAdministration accounts() {
        return present(accounts, "account administration");
    }

    @Override
    protected Optional<Reply> before(Visit visit) {
        return Admission.ask(present(signIn, "sign-in"), visit);
    }

    @Override
    protected void furnish(View view, Visit visit) {
        Optional<Session> session = visit.recall(Session.class);
        if (session.isEmpty()) {
            return;
        }
        view.signedIn(session.get().displayName(), "/signout");
        view.nav("nav.status", Admission.HOME).nav("nav.members", MemberPages.LIST).nav("nav.reset", ResetPages.LIST);
        if (editable()) {
            view.nav("nav.accounts", AccountPages.LIST);
        }
        view.nav("nav.applications", ApplicationPages.LIST).nav("nav.doors", DoorPages.LIST);
        view.nav("nav.directories", DirectoryPages.LIST).nav("nav.log", LogPage.LOG).nav("nav.settings", SettingsPages.SETTINGS).nav("nav.portal", "/");
    }

    /** Also asked for the page that says that something is away. */
    private boolean editable() {
        AccountAdministration present = accounts;
        try {
            return present != null && !present.editableRealms().isEmpty();
        } catch (UnavailableException e) {
            return false;
        }
    }

    @Override
    protected int formLimit(String path) {
        return LIST_FORM_LIMIT;
    }
}

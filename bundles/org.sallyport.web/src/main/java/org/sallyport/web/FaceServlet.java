package org.sallyport.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.Optional;

import org.osgi.annotation.versioning.ConsumerType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.sallyport.api.directory.DirectoryException;
import org.sallyport.api.signin.UnavailableException;
import org.sallyport.web.internal.Headers;

/**
 * The servlet of a face: finds the handler by path and verb, and does around it what every page needs (see the package's
 * description). Serves many threads at once; a subclass keeps no state of a request in its fields.
 */
@ConsumerType
public abstract class FaceServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FaceServlet.class);

    /** Longest form, in bytes. */
    protected static final int FORM_LIMIT = 16 * 1024;

    /** Read by the first request: most servlets are not asked before the first page is there. */
    private transient volatile Face face;
    private transient volatile Routes routes;

    /** For subclasses; reads their templates and texts from their own bundle. */
    protected FaceServlet() { }

    /** Fills the table; called once, before the first request. */
    protected abstract void routes(Routes table);

    /**
     * Called before every handler, once path and verb are known to exist: the place to find the session and to send away
     * whoever may not be here.
     *
     * @return an answer to send in the handler's place; empty to go on
     */
    protected Optional<Reply> before(Visit visit) throws Exception {
        return Optional.empty();
    }

    /** Called for every page of this face, also those that report a problem: the place for navigation and who is signed in. */
    protected void furnish(View view, Visit visit) { }

    /** The longest form taken at this path, in bytes; {@link #FORM_LIMIT} unless a face has a longer list to send. */
    protected int formLimit(String path) {
        return FORM_LIMIT;
    }

    /**
     * The service, for handlers that cannot do without.
     *
     * @param service a field with an optional dynamic reference, read once by this call
     * @param what for the log: what is away
     * @throws UnavailableException if it is null
     */
    protected static <T> T present(T service, String what) {
        if (service == null) {
            throw new UnavailableException(what + " is away");
        }
        return service;
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Face own = face();
        Headers.set(response, own.tls);
        Visit visit = new Visit(own, request, response);
        try {
            send(answer(visit), visit);
        } catch (BadInput e) {
            send(Problems.badInput(visit, e), visit);
        } catch (UnavailableException | DirectoryException e) {
            LOG.warn("{} {}: {}", request.getMethod(), visit.route(), e.getMessage());
            LOG.debug("unavailable", e);
            send(visit.problem(503), visit);
        } catch (IOException e) {
            throw e; // the browser went away
        } catch (Exception e) {
            LOG.error("{} {} failed", request.getMethod(), visit.route(), e);
            if (!response.isCommitted()) {
                send(visit.problem(500), visit);
            }
        }
    }

    private Reply answer(Visit visit) throws Exception {
        HttpServletRequest request = visit.request();
        Optional<Routes.Match> match = table().match(visit.path());
        if (match.isEmpty()) {
            return table().otherwise().answer(visit);
        }
        Optional<Handler> handler = match.get().handler(request.getMethod());
        if (handler.isEmpty()) {
            return visit.problem(405).header("Allow", match.get().allowed());
        }
        visit.matched(match.get());
        visit.query();
        boolean post = request.getMethod().equals("POST");
        if (post) {
            visit.readForm(formLimit(visit.path()));
            if (!FormReader.sameOrigin(request) || !visit.csrfValid()) {
                throw new BadInput(403, "", "problem.403.text");
            }
        }
        Optional<Reply> instead = before(visit);
        return instead.isPresent() ? instead.get() : handler.get().answer(visit);
    }

    private void send(Reply answer, Visit visit) throws IOException {
        if (answer instanceof View view) {
            furnish(view, visit);
        }
        answer.send(visit);
    }

    private synchronized Face read() {
        if (face == null) {
            face = new Face(getClass());
        }
        return face;
    }

    private Face face() {
        Face known = face;
        return known == null ? read() : known;
    }

    private Routes table() {
        Routes table = routes;
        if (table == null) {
            table = new Routes();
            routes(table);
            routes = table;
        }
        return table;
    }
}

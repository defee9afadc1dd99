package org.sallyport.web.faces;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import org.sallyport.web.internal.Assets;
import org.sallyport.web.internal.Headers;

/** Serves the assets, to be kept for good: another content has another path. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sallyport-assets")
@HttpWhiteboardServletPattern("/assets/*")
public final class AssetsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String TAG = "\"" + Assets.VERSION + "\"";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Headers.set(response, false);
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(405);
            return;
        }
        String path = request.getServletPath() + request.getPathInfo();
        String name = path.substring(path.lastIndexOf('/') + 1);
        Optional<byte[]> file = path.equals(Assets.PATH + "/" + name) ? Assets.file(name) : Optional.empty();
        if (file.isEmpty()) {
            response.sendError(404);
            return;
        }
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("ETag", TAG);
        if (TAG.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        response.setContentType(Assets.type(name));
        response.setContentLength(file.get().length);
        if (!head) {
            response.getOutputStream().write(file.get());
        }
    }
}

/**
 * Where requests come in. Changes the connectors that the HTTP service of Apache Felix makes, before they serve anything: what
 * trusted proxies tell about a request is put in the place of what the socket tells, so that nothing above has to know of proxies;
 * and a certificate that changed is taken up. Everything is told by framework properties, which the launcher makes of
 * {@code conf/server.cfg}. Not a component, because it must be there before Jetty listens.
 */
package org.sallyport.listener;

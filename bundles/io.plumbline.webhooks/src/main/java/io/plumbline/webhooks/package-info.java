/** Posts to endpoints of other systems. Nothing of it is exported. */
package io.plumbline.webhooks;

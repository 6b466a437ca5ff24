<?php
/**
 * The page Media → Stories: adds a story by its JSON, pasted or as a file, and lists all stories.
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

add_action(
	'admin_menu',
	function () {
		add_media_page( 'Stories', 'Stories', 'upload_files', 'explainer', 'explainer_page' );
	}
);

/** What was sent: a file, or else the text. */
function explainer_sent() {
	$file = isset( $_FILES['file']['tmp_name'] ) ? $_FILES['file']['tmp_name'] : '';
	if ( '' !== $file && is_uploaded_file( $file ) ) {
		return (string) file_get_contents( $file );
	}
	return isset( $_POST['json'] ) ? (string) wp_unslash( $_POST['json'] ) : '';
}

/** Prints the page. */
function explainer_page() {
	echo '<div class="wrap"><h1>Stories</h1>';
	$json = '';
	if ( isset( $_POST['explainer'] ) ) {
		check_admin_referer( 'explainer' );
		$json  = explainer_sent();
		$added = explainer_add( $json );
		if ( is_wp_error( $added ) ) {
			printf(
				'<div class="notice notice-error"><pre>%s</pre></div>',
				esc_html( $added->get_error_message() )
			);
		} else {
			$json = '';
			printf(
				'<div class="notice notice-success"><p>Added: ' .
					'<code>[explainer story="%s"]</code></p></div>',
				esc_html( $added )
			);
		}
	}
	echo '<form method="post" enctype="multipart/form-data">';
	wp_nonce_field( 'explainer' );
	echo '<p><label>A story’s file: <input type="file" name="file" accept=".json"></label></p>';
	printf(
		'<p><label>or its JSON:<br>' .
			'<textarea name="json" rows="12" class="large-text code">%s</textarea></label></p>',
		esc_textarea( $json )
	);
	submit_button( 'Add the story', 'primary', 'explainer' );
	echo '</form><table class="widefat striped"><thead><tr>' .
		'<th>Story</th><th>Languages</th><th>Shortcode</th></tr></thead><tbody>';
	foreach ( explainer_list() as $story ) {
		printf(
			'<tr><td>%s</td><td>%s</td><td><code>[explainer story="%s"]</code></td></tr>',
			esc_html( $story['title'] ),
			esc_html( implode( ', ', $story['languages'] ) ),
			esc_html( $story['key'] )
		);
	}
	echo '</tbody></table></div>';
}

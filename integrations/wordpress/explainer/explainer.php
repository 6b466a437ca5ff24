<?php
/**
 * Plugin Name: Explainer
 * Description: Timelines and charts that explain, as a block and as the shortcode [explainer story="…"].
 * Version: 0.1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 *
 * The static story comes from a program that we trust, never from what somebody types: from a
 * release that the administrator has put beside the plugin, or from the command `explainer`, which
 * checks and renders a story's JSON when it is added. A post has only the story's name. So an
 * author who may not post any HTML can publish a whole story.
 *
 * Constants for wp-config.php:
 *   EXPLAINER_RELEASE      the folder of a release of `explainer site`; wp-content/explainer if it
 *                          is not set
 *   EXPLAINER_RELEASE_URL  its address
 *   EXPLAINER_COMMAND      the command, with which stories can be added by JSON
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

require_once __DIR__ . '/stories.php';
require_once __DIR__ . '/admin.php';

/** The folder or the address of the release, with a slash at its end. */
function explainer_release( $as_url = false ) {
	if ( $as_url ) {
		$url = defined( 'EXPLAINER_RELEASE_URL' ) ? EXPLAINER_RELEASE_URL : content_url( 'explainer' );
		return trailingslashit( $url );
	}
	$folder = defined( 'EXPLAINER_RELEASE' ) ? EXPLAINER_RELEASE : WP_CONTENT_DIR . '/explainer';
	return trailingslashit( $folder );
}

/** The address of the widget's files: those of the plugin, else those of the release. */
function explainer_widget_url() {
	$own = file_exists( __DIR__ . '/widget/explainer.js' );
	return $own ? plugins_url( 'widget/', __FILE__ ) : explainer_release( true );
}

/**
 * A story as HTML, in the <div> that some themes' filters need; a note for editors if there is
 * none.
 */
function explainer_render( $attributes ) {
	$attributes = (array) $attributes;
	$key        = isset( $attributes['story'] ) ? (string) $attributes['story'] : '';
	$lang       = isset( $attributes['lang'] ) ? (string) $attributes['lang'] : '';
	$story      = explainer_story( $key, $lang );
	if ( is_wp_error( $story ) ) {
		if ( ! current_user_can( 'edit_posts' ) ) {
			return '';
		}
		return '<p><strong>' . esc_html( 'Explainer: ' . $story->get_error_message() ) . '</strong></p>';
	}
	explainer_enqueue();
	add_filter( 'pre_option_use_smilies', '__return_zero' );
	return sprintf(
		'<div class="wp-block-explainer-story">' .
			'<explainer-widget lang="%s" packed="%s">%s</explainer-widget></div>',
		esc_attr( $story['lang'] ),
		esc_url( $story['packed'] ),
		$story['html']
	);
}

// WordPress makes quotation marks, dashes and smileys of characters in a page, after blocks have
// been drawn.
add_filter(
	'no_texturize_tags',
	function ( $tags ) {
		$tags[] = 'explainer-widget';
		return $tags;
	}
);

/** Adds the style sheet and, once a page, the script. */
function explainer_enqueue() {
	if ( wp_style_is( 'explainer' ) ) {
		return;
	}
	wp_enqueue_style( 'explainer', explainer_widget_url() . 'explainer.css', array(), null );
	add_action( 'wp_footer', 'explainer_print_script' );
}

/** Prints the script: a module, for which WordPress has a function only since 6.5. */
function explainer_print_script() {
	wp_print_script_tag(
		array(
			'type' => 'module',
			'src'  => explainer_widget_url() . 'explainer.js',
		)
	);
}

// In the head already, if the post has a story: otherwise the static story would be without style
// at first.
add_action(
	'wp_enqueue_scripts',
	function () {
		$post = is_singular() ? get_post() : null;
		if (
			$post &&
			( has_block( 'explainer/story', $post ) ||
				has_shortcode( $post->post_content, 'explainer' ) )
		) {
			explainer_enqueue();
		}
	}
);

add_action(
	'init',
	function () {
		add_shortcode(
			'explainer',
			function ( $attributes ) {
				return explainer_render( $attributes );
			}
		);
		wp_register_script(
			'explainer-block',
			plugins_url( 'block.js', __FILE__ ),
			array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-server-side-render' ),
			'0.1.0',
			true
		);
		register_block_type( __DIR__ . '/block.json', array( 'render_callback' => 'explainer_render' ) );
	}
);

// The list of stories for the block's editor.
add_action(
	'enqueue_block_editor_assets',
	function () {
		$list = 'window.explainerStories = ' . wp_json_encode( explainer_list() ) . ';';
		wp_add_inline_script( 'explainer-block', $list, 'before' );
		wp_enqueue_style( 'explainer', explainer_widget_url() . 'explainer.css', array(), null );
	}
);
